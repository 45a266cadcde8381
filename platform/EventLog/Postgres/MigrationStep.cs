namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>How one migration stands in a database.</summary>
internal enum MigrationStanding
{
    /// <summary>It ran, as it is here.</summary>
    Done,

    /// <summary>It did not run yet.</summary>
    ToDo,

    /// <summary>It ran with another content.</summary>
    Changed,

    /// <summary>This version does not know it.</summary>
    Newer,
}

/// <summary>One migration and how it stands.</summary>
internal sealed record MigrationStep(string File, MigrationStanding Standing);
