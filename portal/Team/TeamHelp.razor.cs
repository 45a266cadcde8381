using Microsoft.AspNetCore.Components;
using WarmHandover.Portal.Professional;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Team;

/// <summary>
/// What the receiving team does and keeps after its yes. Notes and goals stay with this team, also when consent is taken back.
/// </summary>
public sealed partial class TeamHelp
{
    private static readonly string[] Told = ["terugkoppeling-status", "terugkoppeling-uitkomst", "terugkoppeling-inhoud"];

    private static readonly string[] Going =
        ["contact-gelegd", "hulp-gestart", "hulp-loopt", "doel-bereikt", "deels-bereikt", "niet-bereikt", "afgerond"];

    private ReferralSeen seen = null!;
    private HelpReasons codes = null!;
    private KeptNote[] notes = [];
    private KeptGoal[] goals = [];
    private (Guid Member, string Categories)[] people = [];

    /// <summary>The referral.</summary>
    [Parameter]
    public Guid Verwijzing { get; set; }

    [Inject]
    private CodeBooks Books { get; set; } = null!;

    private SignalCodes signal = null!;

    private IEnumerable<Choice> People => people.Select(p => new Choice(p.Member.ToString(), About(p.Member)));

    private string? First => people is [] ? null : people[0].Member.ToString();

    private IEnumerable<Choice> Domains => signal.LifeDomains.Items.Select(d => new Choice(d.Code, d.Label));

    private IEnumerable<Choice> GoalOutcomes => Codes("doel", ["bereikt", "deels-bereikt", "niet-bereikt"]);

    private string? Step => seen.Status switch
    {
        "accepted" or "handover-planned" or "handover-held" or "reopened" => "starten",
        "on-hold" => "hervatten",
        _ => null,
    };

    private string Here => $"/v1/verwijzingen/{Verwijzing}";

    /// <inheritdoc/>
    protected override async Task Load()
    {
        seen = await Api.Get<ReferralSeen>(Here);
        codes = await Api.Get<HelpReasons>("/v1/verwijzingen/codes");
        notes = await Api.Get<KeptNote[]>($"{Here}/notities");
        goals = await Api.Get<KeptGoal[]>($"{Here}/doelen");
        signal = await Books.Signal();
        var letter = (await LetterReading.Of(Api, Verwijzing)).Letter;
        var rows = (letter?.Sections.Select(s => (s.Subject, s.Category)) ?? [])
            .Concat(letter?.Withheld.Select(s => (s.Subject, s.Category)) ?? []).ToArray();
        people =
        [
            .. rows.GroupBy(r => r.Subject).Select(g => (g.Key, string.Join(", ", g.Select(r => r.Category.Replace('-', ' ')).Distinct()))),
            .. notes.Select(n => n.Member).Concat(goals.Select(g => g.Member)).Distinct()
                .Where(m => Array.TrueForAll(rows, r => r.Subject != m)).Select(m => (m, "")),
        ];
    }

    private string About(Guid member) => people.FirstOrDefault(p => p.Member == member).Categories is { Length: > 0 } known
        ? T["hulp-team.wie-van", known]
        : T["hulp-team.iemand", EndOf(member)];

    private IEnumerable<Choice> Codes(string list, IEnumerable<string> of) => of.Select(c => new Choice(c, T.Code(list, c)));

    private IEnumerable<Choice> Reasons(string status, string list) => Codes(list, codes.Reasons.GetValueOrDefault(status, []));

    private Posted Must(string field) => Posted.Must(Posted[field] is not null, field, T["fout.kies"]);

    private async Task Do(string what, object body)
    {
        await Api.Post($"{Here}/{what}", body, Posted.Command);
        Go($"/verwijzingen/{Verwijzing}/hulp?klaar={what.Split('/')[0]}");
    }

    private Task Note()
    {
        Must("member");
        Posted.Must(Posted["words"] is not null, "words", T["fout.vul-in"]).Check();
        return Do("notities", new { member = Posted.Id("member"), words = Posted["words"] });
    }

    private Task SetGoal()
    {
        Must("member");
        Must("domain");
        Posted.Must(Posted["words"] is not null, "words", T["fout.vul-in"]).Check();
        return Do("doelen", new { member = Posted.Id("member"), domain = Posted["domain"], words = Posted["words"] });
    }

    private Task Judge(KeptGoal goal)
    {
        Must("outcome").Check();
        return Do($"doelen/{goal.Goal}/uitkomst", new { outcome = Posted["outcome"] });
    }

    private Task Wait()
    {
        Must("reason").Check();
        return Do("wachten", new { reason = Posted["reason"], until = Posted.Date("until") });
    }

    private Task Complete()
    {
        Must("outcome").Check();
        return Do("afronden", new { outcome = Posted["outcome"] });
    }

    private Task Contact()
    {
        Must("kind");
        Must("daypart");
        Posted.Must(Posted.Date("on") is not null, "on", T["fout.datum"]).Check();
        return Do(
            "contacten",
            new { on = Posted.Date("on"), kind = Posted["kind"], daypart = Posted["daypart"], reached = Posted.Has("reached") });
    }

    private Task TellBack()
    {
        Must("member");
        Must("category");
        Must("code").Check();
        return Do(
            "terugkoppelingen",
            new { member = Posted.Id("member"), category = Posted["category"], code = Posted["code"], words = Posted["words"] });
    }
}
