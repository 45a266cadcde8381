namespace WarmHandover.Platform.Reading;

/// <summary>Instants as the stores of views keep them: whole microseconds since 1970, UTC; they sort as numbers on every engine.</summary>
internal static class Micros
{
    public static long Of(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10;

    public static DateTimeOffset Read(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * 10);
}
