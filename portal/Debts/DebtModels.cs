using System.Globalization;
using WarmHandover.Portal.Professional;

namespace WarmHandover.Portal.Debts;

/// <summary>A household in the list: codes and sums, no name.</summary>
public sealed record DebtListed(
    Guid Household, string? Municipality, string[] Partners, int Amount, bool Crisis, bool WarmHandover, DateOnly LastSignalOn,
    DateOnly KeepUntil, string State, int Attempts, bool Reached, Guid? Family)
{
    /// <summary>Whether it still asks something of the team.</summary>
    public bool IsOpen => State is "nieuw" or "opgepakt";

    /// <summary>Whether it is destroyed by itself when nobody is reached.</summary>
    public bool Ends => !Reached && Family is null;
}

/// <summary>A household with its signals, and the families of the own organisation that it may be.</summary>
public sealed record DebtSeen(
    Guid Household, bool PickedUp, string? Result, DateOnly KeepUntil, DebtSignal[] Signals, int Attempts, bool Reached, Guid? Family,
    Guid[] MayBe);

/// <summary>One signal, with who it is about; nobody when that was destroyed.</summary>
public sealed record DebtSignal(
    Guid Signal, string Partner, int? Amount, DateOnly? OriginOn, DateOnly SignalOn, bool Crisis, bool WarmHandover, DebtClient? Client);

/// <summary>Who a signal is about.</summary>
public sealed record DebtClient(
    string? Initials, string? Prefix, string Surname, DateOnly BirthDate, string? Street, string Postcode, string HouseNumber,
    string? Addition, string? Town)
{
    /// <summary>His name, as it is written.</summary>
    public string Name => Joined(Initials, Prefix, Surname);

    /// <summary>Where he lives.</summary>
    public string Address => Joined($"{Joined(Street, HouseNumber, Addition)},", Postcode, Town);

    private static string Joined(params string?[] parts) => string.Join(' ', parts.Where(p => !string.IsNullOrEmpty(p)));
}

/// <summary>The closed lists of early-debt signals.</summary>
public sealed record DebtCodes(
    CodeList<Listed> DebtPartners, CodeList<Listed> DebtResults, CodeList<Listed> AttemptKinds, CodeList<Listed> DayParts)
{
    private static readonly NumberFormatInfo Dutch = new() { NumberGroupSeparator = "." };

    /// <summary>Where they are.</summary>
    public const string Path = "/v1/vroegsignalen/codes";

    /// <summary>What people call who sent it.</summary>
    public string Partner(string code) => Label(DebtPartners, code);

    /// <summary>What people call how it ended.</summary>
    public string Result(string code) => Label(DebtResults, code);

    /// <summary>A sum in whole euros.</summary>
    public static string Euro(int amount) => $"€ {amount.ToString("N0", Dutch)}";

    private static string Label(CodeList<Listed> list, string code) =>
        list.Items.FirstOrDefault(i => i.Code == code)?.Label ?? code.Replace('-', ' ');
}
