using System.Diagnostics;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Signals;

/// <summary>The choices about keeping.</summary>
public static class KeepingDecider
{
    /// <summary>The one table.</summary>
    public static Decision<KeepingFact> Decide(KeepingCommand command, Keeping state) => (command, state) switch
    {
        (HearKeepingReferral c, _) when state.Heard.GetValueOrDefault(c.Heard.Referral) >= c.Heard.SourceVersion => [],
        (HearKeepingReferral c, _) => [c.Heard],
        (KeepLonger c, _) when state.Kept.ContainsKey(c.Kept.Keeping) => [],
        (KeepLonger c, _) when state.Kept.Values.Any(k => !state.Ended.Contains(k.Keeping)
            && (k.Organisation, k.Reason) == (c.Kept.Organisation, c.Kept.Reason)) => KeepingRefusals.KeptAlready,
        (KeepLonger c, _) => [c.Kept],
        (EndKeptLonger c, _) => state.Kept.GetValueOrDefault(c.Keeping)?.Organisation != c.Organisation ? Refusals.Missing
            : state.Ended.Contains(c.Keeping) ? [] : [new KeptLongerEnded(c.Keeping, c.By, c.At)],
        (NoteKeepingLook c, _) when state.Looks.GetValueOrDefault(c.Looked.Organisation) is { } before
            && (before.LastDay, before.AgainOn) == (c.Looked.LastDay, c.Looked.AgainOn) => [],
        (NoteKeepingLook c, _) => [c.Looked],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };
}

/// <summary>Refusals about keeping.</summary>
public static class KeepingRefusals
{
    /// <summary>The same reason holds already.</summary>
    public static readonly Refusal KeptAlready = new(
        "al-langer-bewaard", "Om deze reden wordt dit dossier al langer bewaard. Beëindig die eerst, of kies een andere reden.");

    /// <summary>The file grew younger, or has a reason to stay, since the request was made.</summary>
    public static readonly Refusal NotOver = new(
        "bewaartermijn-niet-om",
        "De bewaartermijn van dit dossier is niet (meer) om, of er is een reden om het langer te bewaren. Kijk in de lijst van "
        + "bewaartermijnen, en wijs dit verzoek af of neem het terug.");
}
