using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace WarmHandover.Portal.Admin;

/// <summary>What the pages of one chain agreement share: the agreement, its version, and its contents in words.</summary>
public abstract class AgreementPageBase : OfficePage
{
    /// <summary>Which agreement; none yet where a new one is proposed.</summary>
    [Parameter]
    public Guid? Agreement { get; set; }

    /// <summary>The agreement as it stands.</summary>
    protected AgreementSeen? There { get; private set; }

    /// <summary>Its version, for a later write.</summary>
    protected string Version { get; private set; } = "";

    /// <summary>The purposes and kinds of data that can be agreed on.</summary>
    protected ClosedLists Lists { get; private set; } = null!;

    /// <summary>Its address at the API.</summary>
    protected string Route => $"/v1/ketenafspraken/{Agreement}";

    /// <summary>Its own page.</summary>
    protected string Own => $"/ketenafspraken/{Agreement}";

    /// <inheritdoc/>
    protected override async Task Load()
    {
        await base.Load();
        Lists = await Api.Get<ClosedLists>("/v1/toestemmingen/categorieen");
        if (Agreement is null)
            return;

        var read = await Api.GetVersion<AgreementSeen>(Route);
        (There, Version) = (read.Value, read.Version!);
    }

    /// <summary>A date as a date field takes it.</summary>
    protected static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The contents in words, by the code of what each says; nothing for no agreement.</summary>
    protected (string Field, string[] Words)[] Told(AgreementEntry? entry) => entry is null ? [] :
    [
        ("heet", [entry.Name]),
        ("wie", [.. entry.Organisations.Select(Name).Order(StringComparer.CurrentCulture)]),
        ("waarvoor", [.. Lists.Purposes.Purposes.Where(p => entry.Purposes.Contains(p.Code)).Select(p => p.Name)]),
        ("soorten", [.. Lists.Categories.Categories.Where(c => entry.Categories.Contains(c.Code)).Select(c => T.Code("soort", c.Code))]),
        ("antwoord", Days(entry.AnswerWorkingDays)),
        ("contact", Days(entry.ContactWorkingDays)),
        ("terugkoppeling", entry.FeedbackWeeks is { } weeks ? [T["afspraken.in-weken", weeks]] : []),
        ("bekijken-op", [T.Date(entry.ReviewOn)]),
    ];

    /// <summary>What becomes other between two contents; an end takes everything away.</summary>
    protected SettingBeforeAfter[] Difference(AgreementEntry? before, AgreementEntry? after)
    {
        var (was, becomes) = (Told(before).ToDictionary(t => t.Field, t => t.Words), Told(after).ToDictionary(t => t.Field, t => t.Words));
        return
        [
            .. Told(after ?? before).Select(t => t.Field)
                .Select(f => new SettingBeforeAfter(f, "", "", f, was.GetValueOrDefault(f) ?? [], becomes.GetValueOrDefault(f) ?? []))
                .Where(d => !d.Before.SequenceEqual(d.After)),
        ];
    }

    private string[] Days(int? days) => days is { } n ? [T["afspraken.in-werkdagen", n]] : [];
}
