using WarmHandover.Embedded.Sample;

namespace WarmHandover.Embedded.Journey;

/// <summary>The stage: who takes part, and what there is to refer to. Played again on the same data it changes nothing.</summary>
public sealed partial class Journey
{
    private async Task SetTheStage(CancellationToken ct)
    {
        tell.Chapter("Wie meedoet");
        await Region.Register(Bea, ct);
        tell.Step("Bea neemt vier organisaties en hun teams op: JGZ, wijkteam, schuldhulp en vrijwilligers");

        var offers = await Region.ListProvisions(Petra, ct);
        tell.Step($"Petra vult de sociale kaart met {offers} voorzieningen");
    }
}
