using System.Reflection;
using System.Text.RegularExpressions;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Server;

/// <summary>The page of what must not break names tests that exist.</summary>
public sealed partial class InvariantsPageTests
{
    private const string FunctionalTests = "tests/DouyinIngest.FunctionalTests";

    [Fact]
    public void Page_EveryNamedTest_Exists()
    {
        var here = typeof(InvariantsPageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");
        var known = here.Concat(Functional()).ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Repository.Read("docs", "invariants.md")).Select(match => match.Groups["test"].Value).ToList();

        Assert.True(named.Count >= 60, $"only {named.Count} tests are named");
        Assert.DoesNotContain(named, test => !known.Contains(test));
    }

    [Fact]
    public void Page_EveryRule_HasATest()
    {
        var rows = Repository.Read("docs", "invariants.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Rule", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Matches(Named(), row.Split('|')[2]));
    }

    // Another assembly, which this one does not load: its methods are read from its source.
    private static IEnumerable<string> Functional()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, FunctionalTests)))
        {
            folder = folder.Parent;
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.FullName, FunctionalTests), "*Tests.cs", SearchOption.AllDirectories))
        {
            foreach (Match method in Method().Matches(File.ReadAllText(file)))
            {
                yield return $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups["name"].Value}";
            }
        }
    }

    [GeneratedRegex("`(?<test>[A-Za-z0-9]+Tests\\.[A-Za-z0-9_]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex("public (async )?(Task|void) (?<name>[A-Za-z0-9_]+)\\(", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Method();
}
