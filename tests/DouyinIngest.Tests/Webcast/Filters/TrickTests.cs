using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Tests.Webcast.Filters;

/// <summary>The table of docs/filters.md says what is found and what is not: each of its rows is a case here.</summary>
public sealed partial class TrickTests
{
    private const int Least = 40;

    public static TheoryData<string, string, string, string> Rows()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var match in Row().Matches(Repository.Read("docs", "filters.md")).Cast<Match>())
        {
            data.Add(match.Groups["how"].Value, Plain(match.Groups["word"].Value), Plain(match.Groups["chat"].Value), match.Groups["found"].Value);
        }

        return data;
    }

    [Fact]
    public void Table_IsRead() => Assert.True(Rows().Count >= Least, $"{Rows().Count} rows");

    [Theory]
    [MemberData(nameof(Rows))]
    public void Word_WrittenSo_IsFoundAsTheTableSays(string how, string word, string chat, string found)
    {
        var expected = found switch
        {
            "yes" => (true, true),
            "no" => (false, false),
            "if separators are passed over" => (false, true),
            _ => throw new FormatException($"{how}: '{found}'"),
        };

        Assert.Equal(expected, (Finds(word, chat, ignoreSeparators: false), Finds(word, chat, ignoreSeparators: true)));
    }

    private static bool Finds(string word, string chat, bool ignoreSeparators)
        => new WordMatcher([new WordList("list", WordAction.Tag, [word])], ignoreSeparators).Find(Encoding.UTF8.GetBytes(chat)) != 0;

    private static string Plain(string text)
        => Escape().Replace(text, match => char.ConvertFromUtf32(int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^\| (?<how>[^|]+) \| `(?<word>[^`]+)` \| `(?<chat>[^`]+)` \| (?<found>yes|no|if [a-z ]+) \|$", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"\\u\{(?<code>[0-9A-F]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
