using System.Text.Json.Nodes;
using DouyinIngest.Server;
using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>The schema of the values knows the settings of the service, all of them and no others.</summary>
public sealed class ChartSchemaTests
{
    private static readonly JsonNode s_schema = JsonNode.Parse(Checkout.Read("helm", "douyin-ingest", "values.schema.json"))!;

    /// <summary>The chart sets these itself, or they are secrets and come from a Secret.</summary>
    private static readonly string[] s_notForValues =
        ["Kafka:BootstrapServers", "Fleet:Pod", "Fleet:ManagementAddress", "Management:Host", "Management:Port", "Management:Token", "Management:TokenFile", "Cookies:Cookie",
         "Fleet:PushAddress", "Push:Host", "Push:Port", "Push:Secrets", "OpenPlatform:Credentials"];

    [Fact]
    public void Config_ListsTheServicesSettings()
    {
        var known = IngestServer.Sections.SelectMany(section => section.Leaves()).Select(leaf => leaf.Path).Except(s_notForValues, StringComparer.Ordinal);
        var listed = s_schema["properties"]!["config"]!["properties"]!.AsObject()
            .SelectMany(section => section.Value!["properties"]!.AsObject().Select(setting => $"{section.Key}:{setting.Key}"))
            .Except(["Logging:LogLevel"], StringComparer.Ordinal);

        var missing = string.Join(", ", known.Except(listed, StringComparer.Ordinal));
        var foreign = string.Join(", ", listed.Except(known, StringComparer.Ordinal));
        Assert.True(missing.Length == 0, $"values.schema.json does not know {missing}: add it below properties.config.");
        Assert.True(foreign.Length == 0, $"values.schema.json knows {foreign}, which is no setting of the service: remove it below properties.config.");
    }

    [Fact]
    public void Objects_WithNamedProperties_TakeNoOthers()
    {
        var open = Below(s_schema).Where(node => node["properties"] is JsonObject && !(node["additionalProperties"] is JsonValue flag && !flag.GetValue<bool>()));
        Assert.Empty(open.Select(node => node.GetPath()));
    }

    [Fact]
    public void References_LeadSomewhere()
    {
        var definitions = s_schema["$defs"]!.AsObject().Select(definition => "#/$defs/" + definition.Key).ToList();
        var used = Below(s_schema).Select(node => node["$ref"]).OfType<JsonValue>().Select(reference => reference.GetValue<string>()).Distinct(StringComparer.Ordinal);

        Assert.Equal(definitions.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_EveryOneHasADefaultAndEveryDefaultASchema()
    {
        var values = Manifests.Parse(Checkout.Read("helm", "douyin-ingest", "values.yaml")).All.Single();
        var listed = s_schema["properties"]!.AsObject().Select(property => property.Key).Except(["global"], StringComparer.Ordinal);

        Assert.Equal(values.Select(value => value.Key).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject map => [map, .. map.SelectMany(pair => Below(pair.Value))],
        JsonArray items => items.SelectMany(Below),
        _ => [],
    };
}
