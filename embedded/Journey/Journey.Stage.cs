using WarmHandover.Embedded.Sample;

namespace WarmHandover.Embedded.Journey;

/// <summary>The stage: who takes part, and what there is to refer to. Played again on the same data it changes nothing.</summary>
public sealed partial class Journey
{
    private async Task SetTheStage(CancellationToken ct)
    {
        tell.Chapter("Wie meedoet");
        await Region.Register(Bea, ct);
        tell.Step("Bea neemt drie organisaties en hun teams op: JGZ, wijkteam en schuldhulp");

        var offers = await Region.ListProvisions(Petra, ct);
        tell.Step($"Petra vult de sociale kaart met {offers} voorzieningen");
    }
}
