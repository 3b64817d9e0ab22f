
namespace DouyinIngest.Tests.Charts.Fakes;

/// <summary>The chart, as Helm sees it.</summary>
internal static class Chart
{
    public static Tool Helm { get; } = new("HELM", "helm");

    public static string Folder { get; } = Checkout.At("helm", "douyin-ingest");

    /// <summary>One values file for each shape that is supported.</summary>
    public static IReadOnlyList<string> Shapes { get; } =
        [.. Directory.GetFiles(Path.Combine(Folder, "ci"), "*-values.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static string[] With(string shape) => ["--values", Path.Combine(Folder, "ci", shape)];

    /// <summary>Brokers, which every shape needs, and single values beside them.</summary>
    public static string[] Set(params string[] values) => ["--set", "kafka.bootstrapServers=kafka:9092", .. values.SelectMany(value => new[] { "--set", value })];

    public static Task<Outcome> RunAsync(IEnumerable<string> arguments) => Helm.RunAsync(["template", "ingest", Folder, "--namespace", "live", .. arguments]);

    public static async Task<Manifests> RenderAsync(params string[] arguments)
    {
        var outcome = await RunAsync(arguments);
        Assert.True(outcome.IsSuccess, outcome.Said);
        return Manifests.Parse(outcome.Output);
    }
}
