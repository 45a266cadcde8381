using System.Text;
using System.Text.Json;
using WarmHandover.Signals;
using WarmHandover.Signals.Debts;

namespace WarmHandover.Tests.SignalDebts;

/// <summary>Reading the exchange model as it passes: good rows, bad rows by line and column, files that are no file.</summary>
public sealed class DdasTests
{
    private static readonly DateOnly Today = new(2027, 3, 1);

    [Fact]
    public async Task Rows_of_a_delivery_are_read_and_references_in_cases_are_not()
    {
        var (rows, stopped) = await Json(DdasFile.With(DdasFile.Row("VS-1"), DdasFile.Row("VS-2")));
        Assert.Null(stopped);
        Assert.Equal(["VS-1", "VS-2"], rows.Select(r => r.Row!.Client.PartnerId));
        Assert.All(rows, r => Assert.Equal(("energie", "GM0150", 450), (r.Row!.Partner, r.Row.Municipality, r.Row.Amount)));
    }

    [Fact]
    public async Task A_bsn_is_never_read()
    {
        var (rows, _) = await Json(DdasFile.With(DdasFile.Row("VS-1")));
        Assert.DoesNotContain("123456782", JsonSerializer.Serialize(rows[0].Row), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_are_told_by_line_column_and_field_and_never_by_value()
    {
        var (rows, stopped) = await Json(DdasFile.With(
            DdasFile.Row("VS-1"),
            DdasFile.Row("").Replace("\"Energie\"", "\"Kroeg\"", StringComparison.Ordinal),
            DdasFile.Row("VS-3").Replace("1985-06-15", "15-06-1985", StringComparison.Ordinal)
                .Replace("450", "4.5", StringComparison.Ordinal)
                .Replace("1234AB", "Geheim1", StringComparison.Ordinal).Replace("2027-01-05", "2999-01-05", StringComparison.Ordinal),
            DdasFile.Row("VS-4").Replace("\"bedrag\"", "\"schoenmaat\"", StringComparison.Ordinal),
            DdasFile.Row("VS-5")));

        Assert.Null(stopped);
        Assert.Equal(["VS-1", "VS-5"], rows.Where(r => r.Row is not null).Select(r => r.Row!.Client.PartnerId));
        var wrong = rows.Where(r => r.Row is null).ToArray();
        Assert.Equal([4, 5, 6], wrong.Select(w => w.Line));
        Assert.All(wrong, w => Assert.Equal(1, w.Column));
        Assert.Equal(["ID", "signaalpartner.type"], wrong[0].Fields);
        Assert.Equal(["bedrag", "client.Geboortedatum", "client.Postcode", "signaaldatum"], wrong[1].Fields);
        Assert.Equal(["schoenmaat"], wrong[2].Fields);
        Assert.DoesNotContain("Geheim", string.Join(' ', wrong.SelectMany(w => w.Wrong)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "leeg")]
    [InlineData("[]", "accolade")]
    [InlineData("<xml/>", "accolade")]
    [InlineData("{\"leveringen\": [", "niet compleet")]
    [InlineData("{\"leveringen\": [}", "beschadigd")]
    [InlineData("{} {}", "na het einde")]
    public async Task What_is_no_exchange_file_is_said(string text, string why)
    {
        var (_, stopped) = await Json(text);
        Assert.Contains(why, stopped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_file_keeps_its_good_rows_and_says_where_it_broke()
    {
        var whole = DdasFile.With(DdasFile.Row("VS-1"), DdasFile.Row("VS-2"));
        var (rows, stopped) = await Json(whole[..whole.IndexOf("VS-2", StringComparison.Ordinal)]);
        Assert.Equal("VS-1", Assert.Single(rows).Row!.Client.PartnerId);
        Assert.Contains("niet compleet", stopped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_told_and_a_byte_order_mark_is_not_minded()
    {
        var whole = DdasFile.With(DdasFile.Row("VS-1").Replace("Dijk", "Daniël", StringComparison.Ordinal), DdasFile.Row("VS-2"));
        var (utf16, stopped) = await Read(new DdasJson(new MemoryStream(Encoding.Unicode.GetBytes(whole))));
        Assert.Empty(utf16);
        Assert.NotNull(stopped);
        var (latin, _) = await Read(new DdasJson(new MemoryStream(Encoding.Latin1.GetBytes(whole))));
        Assert.Equal(["Hier staan tekens die geen UTF-8 zijn."], latin[0].Wrong);
        Assert.Equal("VS-2", latin[1].Row!.Client.PartnerId);
        byte[] mark = [0xEF, 0xBB, 0xBF];
        var (marked, _) = await Read(new DdasJson(new MemoryStream([.. mark, .. Encoding.UTF8.GetBytes(whole)])));
        Assert.Equal("Daniël", marked[0].Row!.Client.Surname);
    }

    [Fact]
    public async Task The_same_comes_in_as_csv_with_the_same_names()
    {
        const string File = "ID;signaalpartner.type;bedrag;signaaldatum;crisissignaal;gemeentecode;Burgerservicenummer;Achternaam;"
            + "Geboortedatum;Postcode;Huisnummer\n"
            + "VS-1;Energie;450;2027-01-05;ja;0150;123456782;\"Dijk; van\";1985-06-15;1234 AB;10\n"
            + "VS-2;Energie;450;2027-01-05\n"
            + "VS-3;Huur;;2027-01-05;nee;0150;;Bos;geen;1234AB;11\n";
        var (rows, stopped) = await Read(new DdasCsv(new MemoryStream(Encoding.UTF8.GetBytes(File))));

        Assert.Null(stopped);
        Assert.Equal(("Dijk; van", true, "GM0150"), (rows[0].Row!.Client.Surname, rows[0].Row!.Crisis, rows[0].Row!.Municipality));
        Assert.Equal((3L, 4L), (rows[1].Line, rows[2].Line));
        Assert.Equal(["client.Geboortedatum"], rows[2].Fields);
        var (_, odd) = await Read(new DdasCsv(new MemoryStream(Encoding.Unicode.GetBytes(File))));
        Assert.NotNull(odd);
    }

    [Fact]
    public void Partners_and_results_are_those_of_the_exchange_model()
    {
        Assert.Equal(11, FamilyCodes.DebtPartners.Items.Select(i => i.Ggm).Distinct().Count());
        Assert.Equal(15, FamilyCodes.DebtResults.Items.Select(i => i.Ggm).Distinct().Count());
        Assert.Equal(5, FamilyCodes.DebtResults.Items.Count(i => !i.PickedUp));
    }

    private static Task<(ReadRow[] Rows, string? Stopped)> Json(string text) =>
        Read(new DdasJson(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    private static async Task<(ReadRow[] Rows, string? Stopped)> Read(DdasJson json) => (await All(json.Read(default)), json.Stopped);

    private static async Task<(ReadRow[] Rows, string? Stopped)> Read(DdasCsv csv) => (await All(csv.Read(default)), csv.Stopped);

    private static async Task<ReadRow[]> All(IAsyncEnumerable<DdasPiece> pieces)
    {
        var rows = new List<ReadRow>();
        await foreach (var piece in pieces)
        {
            var (row, wrong) = piece.Row is { } json ? DdasRow.Read(json, piece.Municipality, Today) : (null, [piece.Wrong!]);
            rows.Add(new(piece.Line, piece.Column, row, wrong));
        }

        return [.. rows];
    }

    private sealed record ReadRow(long Line, long Column, DdasRow? Row, IReadOnlyList<string> Wrong)
    {
        public string[] Fields => [.. Wrong.Select(w => w.Split(':')[0]).Order(StringComparer.Ordinal)];
    }
}
