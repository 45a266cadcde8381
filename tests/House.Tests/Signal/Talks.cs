using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

/// <summary>What happened around the talks, as facts.</summary>
internal static class Talks
{
    public static readonly InstrumentFilled MoneyScreen = new(
        Cast.Id(0xa1), "korte-geldvragen", 1, Cast.Samira, Cast.Today, Circle.Sealed, Cast.Jgz, Cast.JgzTeam, Cast.Monday);

    public static readonly ConversationPlanned AtHome = new(
        Cast.Id(0xa2), new(2027, 3, 8), [Cast.Samira], "thuis", "beroepstolk", Cast.Wijkteam, Cast.Jgz, Cast.JgzTeam, Cast.Monday);

    public static readonly ConversationMissed NobodyHome = new(AtHome.Conversation, "niet-verschenen", Cast.Jgz, Cast.Monday);

    public static readonly ContactAttempted Rang = new(
        Cast.Id(0xa3), Cast.Samira, "telefoon", Reached: false, Cast.Today, "ochtend", Cast.Jgz, Cast.JgzTeam, Cast.Monday);

    public static readonly ConsentAsked Asked = new(Cast.Jgz, 1, "consent.family-x", 4, Cast.Monday);

    public static readonly GoalSet OpenThePost = new(
        Cast.Id(0xa4), Cast.Samira, "financien", Circle.Debts, Circle.Sealed, Cast.Autumn, Cast.Jgz, Cast.JgzTeam, Cast.Monday);

    public static readonly GoalEnded PostIsOpened = new(OpenThePost.Goal, "deels", null, Cast.Jgz, Cast.Monday);

    public static readonly ProvisionPointedOut Clothes = new(
        Cast.Id(0xa5), Cast.Yara, "participatie", null, Circle.Sealed, new(2027, 3, 29), Cast.Jgz, Cast.JgzTeam, Cast.Monday);

    public static readonly ProvisionChecked ClothesStuck = new(
        Clothes.Pointing, "vastgelopen", "digitaal", new(2027, 4, 12), null, Cast.Jgz, Cast.Monday);

    /// <summary>One fact of every kind; the need for the goal is in the circle.</summary>
    public static readonly FamilyFact[] Every =
        [MoneyScreen, AtHome, NobodyHome, Rang, Asked, OpenThePost, PostIsOpened, Clothes, ClothesStuck];
}
