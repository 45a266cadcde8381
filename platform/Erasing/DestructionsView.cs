using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Erasing;

/// <summary>An erasure in this service; due until it was carried out.</summary>
public sealed record DestructionRow(Guid Erasure, DestructionOrdered Order, DateTimeOffset? DoneAt);

/// <summary>Since when what an organisation recorded of a family, or of one member, is gone.</summary>
public sealed record GoneRow(Guid? Member, DateTimeOffset At);

/// <summary>Until which days what an organisation received of a family is gone, in the order in which that was ordered.</summary>
public sealed record GoneRecordsRow(IReadOnlyList<GoneUntil> Until);

/// <summary>What was received until the end of a day is gone since an instant.</summary>
public sealed record GoneUntil(DateOnly Received, DateTimeOffset At);

/// <summary>The erasures of one service: what is still to be carried out, and what is gone since when.</summary>
public sealed class DestructionsView : IView
{
    /// <summary>The table's name.</summary>
    public const string Table = "destructions";

    /// <inheritdoc/>
    public string Name => Table;

    /// <inheritdoc/>
    public int Shape => 1;

    /// <summary>The key under which stands since when an organisation's file of a family is gone, or what is about one member.</summary>
    public static string Key(Guid family, Guid organisation, Guid? member) => member is { } one
        ? $"gone/{family:N}/{organisation:N}/{one:N}"
        : $"gone/{family:N}/{organisation:N}";

    /// <summary>The key under which stands until which day what an organisation received of a family is gone.</summary>
    public static string Records(Guid family, Guid organisation) => $"gone/{family:N}/{organisation:N}/received";

    /// <inheritdoc/>
    public void Fold(StoredEvent stored, Rows rows)
    {
        if (StreamName.Category(stored.Stream) is not "destruction" || StreamName.Id(stored.Stream) is not { } erasure)
            return;

        switch (Facts.Read<DestructionFact>(stored.Type, stored.Data))
        {
            case DestructionOrdered f:
                rows.Put($"{erasure:N}", "order", new DestructionRow(erasure, f, DoneAt: null), f.At);
                foreach (var part in f.Parts)
                {
                    var key = Key(part.Family, f.Organisation, part.Member);
                    if (rows.Get<GoneRow>(key) is null)
                        rows.Put(key, $"gone/{part.Family:N}", new GoneRow(part.Member, f.At));
                }

                break;
            case DestructionOfRecordsOrdered f:
                rows.Put($"{erasure:N}", "order", new DestructionRow(erasure, f.Order, DoneAt: null), f.At);
                foreach (var part in f.Order.Parts)
                {
                    var key = Records(part.Family, f.Organisation);
                    var known = rows.Get<GoneRecordsRow>(key)?.Until ?? [];
                    rows.Put(key, $"gone/{part.Family:N}", new GoneRecordsRow([.. known, new(f.ReceivedUntil, f.At)]));
                }

                break;
            case DestructionDone f when rows.Get<DestructionRow>($"{erasure:N}") is { } row:
                rows.Put($"{erasure:N}", "order", row with { DoneAt = f.At });
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{stored.Type} is not shown");
        }
    }
}
