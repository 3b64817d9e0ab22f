using System.Text.RegularExpressions;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Founding;

/// <summary>Every C# example of the pages is, word for word, code that these tests run.</summary>
public sealed partial class PagesTests
{
    private static readonly string[][] Pages =
    [
        ["docs", "quick-start.md"],
        ["docs", "environment.md"],
        ["docs", "api.md"],
        ["docs", "connector.md"],
        ["docs", "filters.md"],
        ["src", "DouyinIngest.Webcast", "README.md"],
    ];

    private static readonly Dictionary<string, (string Code, string File)> Examples = ReadExamples();

    [Fact]
    public void Blocks_OfEveryPage_AreRunByATest()
    {
        foreach (var page in Pages)
        {
            foreach (Match block in Block().Matches(Repository.Read(page)))
            {
                var name = block.Groups["name"].Value;
                Assert.True(Examples.ContainsKey(name), $"{page[^1]}: a C# block is of no example: {block.Groups["code"].Value}");
                var (code, file) = Examples[name];
                Assert.Equal(code, WithoutUsings(block.Groups["code"].Value, file));
            }
        }
    }

    [Fact]
    public void Examples_Each_StandOnAPage()
    {
        var shown = Pages.SelectMany(page => Block().Matches(Repository.Read(page))).Select(block => block.Groups["name"].Value);
        Assert.Empty(Examples.Keys.Except(shown, StringComparer.Ordinal));
    }

    // What a page imports, its test does too.
    private static string WithoutUsings(string block, string file)
    {
        var lines = block.Split('\n').ToList();
        while (lines[0].StartsWith("using ", StringComparison.Ordinal) && lines[0].EndsWith(';') && !lines[0].Contains('=', StringComparison.Ordinal))
        {
            Assert.Contains(lines[0], file, StringComparison.Ordinal);
            lines.RemoveAt(0);
        }

        return string.Join('\n', lines).Trim('\n').Replace("internal sealed class", "private sealed class", StringComparison.Ordinal);
    }

    private static Dictionary<string, (string Code, string File)> ReadExamples()
    {
        string[] folder = ["tests", "DouyinIngest.Tests", "Founding"];
        var found = new Dictionary<string, (string Code, string File)>(StringComparer.Ordinal);
        foreach (var name in Repository.Names("Tests.cs", folder))
        {
            var file = Repository.Read([.. folder, name + "Tests.cs"]);
            foreach (Match example in Example().Matches(file))
            {
                var lines = example.Groups["code"].Value.TrimEnd().Split('\n');
                var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
                found.Add(example.Groups["name"].Value, (string.Join('\n', lines.Select(l => l.Length > 0 ? l[indent..] : l)), file));
            }
        }

        return found;
    }

    [GeneratedRegex(@"(<!-- example: (?<name>[a-z-]+) -->\n)?```csharp\n(?<code>.*?)\n```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ *// example: (?<name>[a-z-]+)\n(?<code>.*?)\n *// end$", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Example();
}
