using System.Globalization;

namespace WarmHandover.Signals.Rights;

/// <summary>How an own request about data stands, in plain words for who made it.</summary>
internal static class OwnRequestText
{
    public static string Of(RightRequest state) => state switch
    {
        { LiftedAt: not null } => "De beperking is voorbij. De organisatie mag deze gegevens weer gebruiken.",
        { LiftTold: { } told } => $"De beperking eindigt op {Day(told.LiftsOn)}. Wilt u dat niet, zeg het de organisatie voor die dag.",
        { Granted: not null, Asked.Kind: RightKinds.Access } => "Het antwoord is ja. Hieronder leest u wat de organisatie over u heeft.",
        { Granted: not null, Asked.Kind: RightKinds.Rectification } =>
            "Het antwoord is ja. Wat niet klopte, is doorgestreept. Wie het kreeg, krijgt bericht.",
        { Granted: not null } => "Het antwoord is ja. De organisatie bewaart deze gegevens, maar gebruikt en deelt ze voorlopig niet.",
        { Refused: not null } => "Het antwoord is nee. De reden staat hieronder, en wat u kunt doen staat in de brief.",
        { TakenBack: true } => "U hebt dit verzoek teruggenomen.",
        { Extended: not null } => $"Het duurt langer. U hebt uiterlijk op {Day(state.AnswerBy)} antwoord.",
        _ => $"Uw verzoek is ontvangen. U hebt uiterlijk op {Day(state.AnswerBy)} antwoord.",
    };

    private static string Day(DateOnly day) => day.ToString("d-M-yyyy", CultureInfo.InvariantCulture);
}
