using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>k8s/ is what the chart renders, so the two cannot drift apart.</summary>
public sealed class PlainManifestsTests
{
    private static readonly Tool s_bash = new("BASH", "bash");

    [Fact]
    public async Task PlainManifests_AreWhatTheChartRenders()
    {
        Chart.Helm.Require();
        var folder = Directory.CreateTempSubdirectory("douyin-ingest-k8s-");
        try
        {
            var outcome = await s_bash.RunAsync(
                [Checkout.At("scripts", "render-k8s"), "--output", folder.FullName], environment: [KeyValuePair.Create("HELM", Chart.Helm.Program!)]);
            Assert.True(outcome.IsSuccess, outcome.Said);

            var rendered = Files(folder.FullName);
            var kept = Files(Checkout.At("k8s"));
            Assert.Equal(rendered.Keys, kept.Keys);
            Assert.All(kept, file => Assert.True(file.Value == rendered[file.Key], $"k8s/{file.Key} is not what the chart renders: run scripts/render-k8s and commit what it writes."));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Kustomization_ListsEveryManifest()
    {
        var listed = Checkout.Read("k8s", "kustomization.yaml").Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal)).Select(line => line[4..]);
        Assert.Equal(Files(Checkout.At("k8s")).Keys.Where(name => name != "kustomization.yaml"), listed);
    }

    /// <summary>Nothing that only Helm knows is left in them.</summary>
    [Fact]
    public void PlainManifests_DoNotSpeakOfHelmsReleases()
        => Assert.All(Files(Checkout.At("k8s")), file =>
        {
            Assert.DoesNotContain("helm.sh/", file.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("managed-by: Helm", file.Value, StringComparison.Ordinal);
        });

    private static SortedDictionary<string, string> Files(string folder)
        => new(Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal), StringComparer.Ordinal);
}
