using System.Text.Json;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Embedded.Sample;

/// <summary>
/// Three invented families with what was seen, so that the first list is not empty. Every write has a fixed key: it is said once.
/// </summary>
internal static class Families
{
    private static readonly Guid Source = Guid.Parse("0198f000-0000-7000-8000-00000000f000");

    private static readonly (string Parent, string Child, int Born, string[] OfParent, string[] OfChild)[] All =
    [
        ("Agnes Mol", "Fleur Mol", 2022, ["energie-afgesloten"], ["tandarts-gemist"]),
        ("Joost van Dam", "Mila van Dam", 2016, [], ["geen-zwemles", "niet-mee-op-schoolreis"]),
        ("Ilse Vermeer", "Jip Vermeer", 2020, ["stress-door-geld"], []),
    ];

    public static async Task Open(IRunningHouse house, HttpClient http, CancellationToken ct)
    {
        var noor = Visitor.Sign(house, http, "noor");
        foreach (var (family, n) in All.Select((f, n) => (f, n)))
        {
            Guid Key(string step) => DerivedIds.Of(Source, $"{n}-{step}");
            async Task<JsonElement> Once(string path, object body, string step) => await noor.PostOnce(path, body, Key(step), ct);

            var opened = await Once("/v1/gezinnen", new { area = People.Deventer }, "family");
            var path = $"/v1/gezinnen/{opened.GetProperty("family").GetGuid()}";
            var parent = await Once(
                $"{path}/leden", new { role = "parent", name = family.Parent, birthDate = new DateOnly(1988, 5, 4) }, "parent");
            var child = await Once(
                $"{path}/leden", new { role = "child", name = family.Child, birthDate = new DateOnly(family.Born, 1, 1) }, "child");
            var (adult, young) = (parent.GetProperty("member").GetGuid(), child.GetProperty("member").GetGuid());
            await Once(
                $"{path}/gezag",
                new { child = young, holder = adult, kind = "parent", from = new DateOnly(family.Born, 1, 1), proof = "gezagsregister" },
                "authority");
            (Guid Member, string Kind)[] seen =
                [.. family.OfParent.Select(kind => (adult, kind)), .. family.OfChild.Select(kind => (young, kind))];
            foreach (var (member, kind) in seen)
            {
                // A fixed day, long past on any clock: said again on a later start, it is the same command.
                await Once(
                    $"{path}/signalen",
                    new { member, kind, source = "zelf-verteld", observedOn = new DateOnly(2024, 9, 2), urgency = "gewoon" },
                    kind);
            }
        }
    }
}
