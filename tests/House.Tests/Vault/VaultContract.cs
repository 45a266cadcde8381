using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

/// <summary>What the vault promises on every store: sealed to its place, told apart, gone when it is erased.</summary>
public abstract class VaultContract : OnOneStore
{
    [Fact]
    public async Task What_was_sealed_is_opened_again_also_by_another_process()
    {
        var reference = Shelf.Put(await Process().Vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));

        Assert.Equal(Note.Yara, await Process().Vault.Open<Note>(reference, Never));
    }

    [Fact]
    public async Task A_payload_opens_at_its_own_place_only()
    {
        var vault = Process().Vault;
        var payload = await vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never);
        await vault.Seal(AtWijkteam, Cast.Yara, Note.Yara, Never);

        await Assert.ThrowsAsync<SealBrokenException>(() => Open(vault, payload with { Id = Guid.CreateVersion7() }));
        await Assert.ThrowsAsync<SealBrokenException>(() => Open(vault, payload with { Owner = AtWijkteam }));
        await Assert.ThrowsAsync<SealBrokenException>(() => Open(vault, payload with { Subject = Cast.Samira }));
        Assert.Equal(Note.Yara, await Open(vault, payload));
    }

    [Fact]
    public async Task A_flipped_bit_is_noticed_wherever_it_is()
    {
        var vault = Process().Vault;
        var payload = await vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never);

        for (var i = 0; i < payload.Ciphertext.Length; i += 7)
            await Assert.ThrowsAsync<SealBrokenException>(() => Open(vault, payload with { Ciphertext = Flipped(payload.Ciphertext, i) }));
        for (var i = 0; i < payload.WrappedKey.Length; i += 7)
            await Assert.ThrowsAsync<SealBrokenException>(() => Open(vault, payload with { WrappedKey = Flipped(payload.WrappedKey, i) }));

        await Assert.ThrowsAsync<SealBrokenException>(() => Open(vault, payload with { Ciphertext = [1, 2, 3] }));
    }

    [Fact]
    public async Task A_fact_names_the_ciphertext_and_never_the_plaintext()
    {
        var vault = Process().Vault;
        var plain = JsonSerializer.SerializeToUtf8Bytes(Note.Yara, Facts.Json);
        var payload = await vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never);
        var again = await vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never);
        Shelf.Put(payload);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(payload.Ciphertext)), payload.Ref.Sha256);
        Assert.NotEqual(payload.Ref.Sha256, again.Ref.Sha256);
        var planted = payload.Ref with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(plain)) };
        await Assert.ThrowsAsync<SealBrokenException>(() => vault.Open<Note>(planted, Never));
    }

    [Fact]
    public async Task A_ciphertext_that_was_swapped_for_another_sealed_one_is_not_what_the_fact_names()
    {
        var vault = Process().Vault;
        var reference = Shelf.Put(await vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));
        var other = await vault.Seal(AtJgz, Cast.Yara, Note.Yara with { Text = "Alles goed" }, Never);
        Shelf.Put(other with { Id = reference.Id });

        await Assert.ThrowsAsync<SealBrokenException>(() => vault.Open<Note>(reference, Never));
    }

    [Fact]
    public async Task What_cannot_be_read_does_not_quote_itself()
    {
        var vault = Process().Vault;
        var reference = Shelf.Put(await vault.Seal(AtJgz, Cast.Yara, "Yara Kanarie", Never));

        var unreadable = await Assert.ThrowsAsync<UnreadableContentException>(() => vault.Open<Note>(reference, Never));
        Assert.DoesNotContain("Kanarie", unreadable.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_erased_owner_stays_erased_and_the_others_do_not_notice()
    {
        var (here, elsewhere) = (Process(), Process());
        var gone = Shelf.Put(await here.Vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));
        var kept = Shelf.Put(await here.Vault.Seal(AtWijkteam, Cast.Yara, Note.Yara, Never));

        await here.Keys.Destroy(AtJgz, Never);
        await here.Keys.Destroy(AtJgz, Never);

        foreach (var process in new[] { here, elsewhere })
        {
            Assert.Null(await process.Vault.Open<Note>(gone, Never));
            Assert.Null(await process.Keys.Find(AtJgz, 1, Never));
            await Assert.ThrowsAsync<OwnerErasedException>(() => process.Keys.Current(AtJgz, Never));
            await Assert.ThrowsAsync<OwnerErasedException>(() => process.Vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));
            await Assert.ThrowsAsync<OwnerErasedException>(() => process.Vault.Fingerprint(AtJgz, new byte[1], Never));
            Assert.Equal(Note.Yara, await process.Vault.Open<Note>(kept, Never));
        }
    }

    [Fact]
    public async Task A_destroyed_payload_is_gone_and_its_neighbour_is_not()
    {
        var vault = Process().Vault;
        var gone = Shelf.Put(await vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));
        var kept = Shelf.Put(await vault.Seal(AtJgz, Cast.Samira, Note.Yara, Never));
        await Shelf.Destroy(gone.Id, Never);

        Assert.Null(await vault.Open<Note>(gone, Never));
        Assert.Equal(Note.Yara, await vault.Open<Note>(kept, Never));
    }

    [Fact]
    public async Task An_erasure_elsewhere_is_felt_within_a_minute()
    {
        var (here, elsewhere) = (Process(), Process());
        var reference = Shelf.Put(await here.Vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));
        await elsewhere.Keys.Destroy(AtJgz, Never);
        Assert.Equal(Note.Yara, await here.Vault.Open<Note>(reference, Never));

        Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Null(await here.Vault.Open<Note>(reference, Never));
        await Assert.ThrowsAsync<OwnerErasedException>(() => here.Vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));
    }

    [Fact]
    public async Task A_fingerprint_tells_owners_and_bodies_apart_and_is_the_same_in_every_process()
    {
        var (here, elsewhere) = (Process().Vault, Process().Vault);
        ReadOnlyMemory<byte> body = Encoding.UTF8.GetBytes("""{"naam":"Yara"}""");
        var fingerprint = await here.Fingerprint(AtJgz, body, Never);

        Assert.Equal(64, fingerprint.Length);
        Assert.Equal(fingerprint, await elsewhere.Fingerprint(AtJgz, body, Never));
        Assert.NotEqual(fingerprint, await here.Fingerprint(AtWijkteam, body, Never));
        Assert.NotEqual(fingerprint, await here.Fingerprint(AtJgz, body[1..], Never));
        Assert.NotEqual(fingerprint, Convert.ToHexStringLower(SHA256.HashData(body.Span)));
    }

    [Fact]
    public async Task A_warm_command_does_not_ask_the_store()
    {
        var process = Process();
        await process.Vault.Fingerprint(AtJgz, new byte[512], Never);
        var before = process.Watched.Opened;

        for (var i = 0; i < 100; i++)
        {
            await process.Vault.Fingerprint(AtJgz, new byte[512], Never);
            Shelf.Put(await process.Vault.Seal(AtJgz, Cast.Yara, Note.Yara, Never));
        }

        Assert.True(before > 0);
        Assert.Equal(before, process.Watched.Opened);
    }

    private async Task<Note?> Open(PayloadVault vault, SealedPayload payload) => await vault.Open<Note>(Shelf.Put(payload), Never);

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= 1;
        return flipped;
    }
}
