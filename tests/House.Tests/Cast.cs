namespace WarmHandover.Tests;

/// <summary>The invented people and organisations of every test, and the one Monday (09:00 in Amsterdam).</summary>
public static class Cast
{
    public static readonly DateTimeOffset Monday = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2027, 3, 1);
    public static readonly DateOnly Autumn = new(2027, 9, 1);

    public static readonly Guid Jgz = Id(0x101);
    public static readonly Guid JgzTeam = Id(0x102);
    public static readonly Guid Wijkteam = Id(0x201);
    public static readonly Guid WijkteamNoord = Id(0x202);
    public static readonly Guid Schuldhulp = Id(0x301);
    public static readonly Guid SchuldhulpTeam = Id(0x302);

    public static readonly Guid Family = Id(0x1);
    public static readonly Guid Samira = Id(0x11);
    public static readonly Guid Erik = Id(0x12);
    public static readonly Guid Yara = Id(0x13);

    public const string Noor = "noor";
    public const string Wim = "wim";
    public const string Ruud = "ruud";

    /// <summary>A fixed id that reads well in a failing test.</summary>
    public static Guid Id(int n) => Guid.Parse($"0198f000-0000-7000-8000-{n:x12}");
}
