using System.Globalization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Policies;

/// <summary>Why a change of policy is refused.</summary>
public static class PolicyRefusals
{
    /// <summary>Two people carry it.</summary>
    public static readonly Refusal SamePerson =
        new("tweede-persoon-nodig", "U stelde dit zelf voor. Iemand anders keurt het goed of wijst het af.");

    /// <summary>The past is not changed.</summary>
    public static readonly Refusal TooEarly =
        new("ingangsdatum-voorbij", "Beleid gaat op zijn vroegst morgen in, nooit met terugwerkende kracht.");

    /// <summary>Too far away.</summary>
    public static readonly Refusal TooFar =
        new("ingangsdatum-te-ver", $"Kies een dag binnen {PolicyDecider.MostYearsAhead} jaar.");

    /// <summary>Somebody agreed to another change since.</summary>
    public static readonly Refusal Overtaken = new(
        "beleid-intussen-gewijzigd", "Sinds dit voorstel is een andere wijziging goedgekeurd of teruggenomen. Stel het opnieuw voor.");

    /// <summary>It was decided.</summary>
    public static readonly Refusal Decided = new("al-besloten", "Over dit voorstel is al besloten.");

    /// <summary>Only who proposed takes an open proposal back.</summary>
    public static readonly Refusal NotYours = new("niet-uw-voorstel", "Alleen wie dit voorstelde, trekt het in. U kunt het wel afwijzen.");

    /// <summary>What was agreed to later was looked at on top of this.</summary>
    public static readonly Refusal LatestFirst =
        new("latere-eerst", "Hierna is nog een wijziging goedgekeurd, die hierop verder gaat. Trek eerst de laatste in.");

    /// <summary>Its day came.</summary>
    public static readonly Refusal HoldsAlready = new("beleid-geldt-al", "Dit geldt al. Stel een nieuwe wijziging voor.");

    /// <summary>Nothing would be other.</summary>
    public static readonly Refusal NothingChanges =
        new("niets-gewijzigd", "Dit is hoe het op die dag al is. Wijzig minstens een instelling.");

    /// <summary>No setting, or values that it cannot have.</summary>
    public static readonly Refusal NotOpen =
        new("niet-te-kiezen", "Dit kan beleid niet kiezen. Alleen wat de wet open laat, is een instelling.");

    /// <summary>Each group goes its own way.</summary>
    public static readonly Refusal OneAtATime =
        new("een-tegelijk", "Stel hier een wijziging tegelijk voor: voor elke gemeente en elke situatie een eigen voorstel.");

    /// <summary>Each change begins after all that stand, so that versions follow each other as their days do.</summary>
    public static Refusal AfterTheLast(DateOnly last) => new(
        "beleid-zelfde-dag",
        $"Er is al een wijziging goedgekeurd die ingaat op "
            + $"{last.ToString("d-M-yyyy", CultureInfo.InvariantCulture)}. "
            + "Kies een latere dag.");

    /// <summary>The law draws a line.</summary>
    public static Refusal UnderTheFloor(IReadOnlyList<(string Setting, Floor Floor)> under) => new(
        "onder-wettelijke-grens", string.Join(" ", under.Select(u => $"{u.Floor.Sentence} ({u.Floor.Article})").Distinct()))
    {
        Facts = under.GroupBy(u => u.Setting)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.Select(u => u.Floor.Article).Distinct())),
    };
}
