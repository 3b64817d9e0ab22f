using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace DouyinIngest.Tests.Charts.Fakes;

/// <summary>The objects of a rendered chart.</summary>
internal sealed class Manifests(IReadOnlyList<JsonObject> all)
{
    public IReadOnlyList<JsonObject> All => all;

    public JsonObject Deployment => Only("Deployment");

    /// <summary>Settings of the service by the name of their variable, as the chart's ConfigMap has them.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        Of("ConfigMap").Single(map => map["data"]!.AsObject().ContainsKey("DOUYIN_INGEST__Management__Port"))["data"]!.AsObject()
            .ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.Ordinal);

    /// <summary>Templates of pods, each with the object that it stands in.</summary>
    public IEnumerable<(string Owner, JsonObject Metadata, JsonObject Spec)> Pods => all.Select(item => (Kind(item), Template(item)))
        .Where(pod => pod.Item2 is not null)
        .Select(pod => (pod.Item1, pod.Item2!["metadata"]!.AsObject(), pod.Item2!["spec"]!.AsObject()));

    public static Manifests Parse(string yaml)
    {
        var deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var serializer = new SerializerBuilder().JsonCompatible().Build();
        var parser = new Parser(new StringReader(yaml));
        var objects = new List<JsonObject>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            if (deserializer.Deserialize(parser) is { } document)
            {
                objects.Add(JsonNode.Parse(serializer.Serialize(document))!.AsObject());
            }
        }

        return new Manifests(objects);
    }

    public static string Kind(JsonNode item) => item["kind"]!.GetValue<string>();

    public static string Name(JsonNode item) => item["metadata"]!["name"]!.GetValue<string>();

    public IEnumerable<JsonObject> Of(string kind) => all.Where(item => Kind(item) == kind);

    public JsonObject Only(string kind) => Assert.Single(Of(kind));

    private static JsonNode? Template(JsonObject item) => Kind(item) switch
    {
        "Deployment" or "Job" => item["spec"]!["template"],
        "Pod" => item,
        _ => null,
    };
}
