using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals.Features;

/// <summary>Words of or about a family: only ever sealed.</summary>
public sealed record Words(string Text);

internal static class WordsInVault
{
    /// <summary>Seals what somebody wrote for the organisation's file of this family, without the blanks around it.</summary>
    public static Task<SealedPayload> SealWords(
        this IVault vault, Guid family, Guid organisation, Guid subject, string text, CancellationToken ct) =>
        vault.Seal(PayloadOwner.Family(family, organisation), subject, new Words(text.Trim()), ct);

    /// <summary>The same for a field that may stay empty: nothing written is nothing sealed.</summary>
    public static async Task<SealedPayload?> SealWordsIfAny(
        this IVault vault, Guid family, Guid organisation, Guid subject, string? text, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(text) ? null : await vault.SealWords(family, organisation, subject, text, ct);

    /// <summary>What was written, or null where nothing was or where its key is destroyed.</summary>
    public static async Task<string?> OpenWords(this IVault vault, PayloadRef? words, CancellationToken ct) =>
        words is null ? null : (await vault.Open<Words>(words, ct))?.Text;
}
