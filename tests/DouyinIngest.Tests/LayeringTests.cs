using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace DouyinIngest.Tests;

/// <summary>References run forward along the path only, between projects and between the folders of one project.</summary>
public class LayeringTests
{
    private const string Webcast = "DouyinIngest.Webcast";
    private const string Pipeline = "DouyinIngest.Pipeline";

    /// <summary>Folders of Webcast, each with those it may use. The root is the connector, which puts them all together.</summary>
    private static readonly Dictionary<string, string[]> WebcastFolders = new(StringComparer.Ordinal)
    {
        ["Telemetry"] = [],
        ["Http"] = ["Telemetry"],
        ["Signing"] = ["Http", "Telemetry"],
        ["RoomInfo"] = ["Http", "Signing", "Telemetry", "Events"],
        ["Chat"] = ["Http", "Signing", "RoomInfo", "Telemetry"],
        ["Sockets"] = ["Frames", "Signing", "Telemetry"],
        ["Polling"] = ["Sockets", "Frames", "Http", "Signing", "Telemetry"],
        ["Frames"] = ["Telemetry"],
        ["Messages"] = ["Frames", "Telemetry"],
        ["Events"] = ["Messages", "Frames", "Telemetry"],
        ["Recordings"] = ["Sockets", "Frames", "Telemetry"],
        ["Delivery"] = ["Events"],
        ["Filters"] = ["Events", "Frames", "Telemetry"],
        ["OpenPlatform"] = ["Http", "Signing", "Sockets", "Frames", "Events", "RoomInfo", "Telemetry"],
        ["Diagnosis"] = ["Http", "Signing", "RoomInfo", "Sockets", "Frames", "Messages", "Events", "Telemetry"],
    };

    /// <summary>As <see cref="WebcastFolders"/>, for Pipeline.</summary>
    private static readonly Dictionary<string, string[]> PipelineFolders = new(StringComparer.Ordinal)
    {
        ["Topics"] = ["Assignments"],
        ["Assignments"] = [],
        ["Control"] = ["Topics", "Assignments"],
        ["Checkpoints"] = ["Topics"],
        ["Status"] = ["Topics"],
        ["Rooms"] = ["Topics", "Assignments", "Checkpoints", "Status"],
        ["Ownership"] = ["Checkpoints"],
        ["Fleet"] = ["Topics", "Assignments", "Control", "Checkpoints", "Status", "Rooms", "Ownership"],
        ["Push"] = ["Topics", "Assignments", "Control", "Rooms", "Ownership", "Fleet"],
        ["Overview"] = ["Topics", "Assignments", "Control", "Status", "Rooms", "Fleet"],
        ["Canary"] = ["Topics", "Assignments", "Rooms"],
        ["Outbound"] = ["Topics", "Control", "Rooms", "Ownership", "Fleet"],
        ["Hosting"] = ["Topics", "Assignments", "Control", "Checkpoints", "Status", "Rooms", "Ownership", "Fleet", "Push", "Overview", "Canary", "Outbound"],
    };

    private static readonly Architecture Architecture = new ArchLoader().LoadAssemblies(Load(Webcast), Load(Pipeline)).Build();

    public static TheoryData<string, string, string> ForbiddenFolders()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (project, folders) in new[] { (Webcast, WebcastFolders), (Pipeline, PipelineFolders) })
        {
            foreach (var (folder, allowed) in folders)
            {
                foreach (var other in folders.Keys.Except([folder, .. allowed], StringComparer.Ordinal))
                {
                    if (Has(project, folder) && Has(project, other))
                    {
                        data.Add(project, folder, other);
                    }
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ForbiddenFolders))]
    public void Folder_NotListed_IsNotUsed(string project, string folder, string other) =>
        Types().That().ResideInNamespaceMatching(Inside(project, folder))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(Inside(project, other)))
            .Check(Architecture);

    /// <summary>A compiled assembly references exactly what it uses, so this also sees what comes in by way of another project.</summary>
    [Theory]
    [InlineData("DouyinIngest.Protos", "DouyinIngest.")]
    [InlineData(Webcast, "Confluent.", "prometheus", "Prometheus", "Microsoft.AspNetCore", Pipeline, "DouyinIngest.Server", "DouyinIngest.Simulator", "DouyinIngest.Cli")]
    [InlineData(Pipeline, "Microsoft.AspNetCore", "DouyinIngest.Server", "DouyinIngest.Simulator", "DouyinIngest.Cli")]
    [InlineData("DouyinIngest.Server", "Confluent.", "DouyinIngest.Simulator", "DouyinIngest.Cli")]
    [InlineData("DouyinIngest.Simulator", "Confluent.", Webcast, Pipeline, "DouyinIngest.Server", "DouyinIngest.Cli")]
    [InlineData("LiveAssistant", "Confluent.", Pipeline, "DouyinIngest.Server", "DouyinIngest.Cli")]
    public void Project_Forbidden_IsNotUsed(string project, params string[] forbidden)
    {
        var used = Load(project).GetReferencedAssemblies().Select(static a => a.Name!);

        Assert.DoesNotContain(used, name => forbidden.Any(f => name.StartsWith(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void Folder_OfWebcast_IsListed() => Assert.Empty(Folders(Webcast).Except(WebcastFolders.Keys, StringComparer.Ordinal));

    [Fact]
    public void Folder_OfPipeline_IsListed() => Assert.Empty(Folders(Pipeline).Except(PipelineFolders.Keys, StringComparer.Ordinal));

    private static string Inside(string project, string folder) => $@"^{project.Replace(".", @"\.", StringComparison.Ordinal)}\.{folder}(\..*)?$";

    private static bool Has(string project, string folder) => Folders(project).Contains(folder, StringComparer.Ordinal);

    private static IEnumerable<string> Folders(string project) => Load(project).GetTypes()
        .Select(static t => t.Namespace)
        .OfType<string>()
        .Where(n => n.StartsWith(project + ".", StringComparison.Ordinal))
        .Select(n => n[(project.Length + 1)..].Split('.')[0])
        .Distinct(StringComparer.Ordinal);

    private static Assembly Load(string project) => Assembly.Load(new AssemblyName(project));
}
