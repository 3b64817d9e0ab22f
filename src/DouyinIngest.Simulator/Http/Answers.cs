using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DouyinIngest.Simulator.Http;

/// <summary>How answers are written: JSON with Chinese as it is.</summary>
internal static class Answers
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Of(JsonNode node) => Results.Text(node.ToJsonString(Json), "application/json; charset=utf-8");

    public static IResult Of<T>(T value) => Results.Text(JsonSerializer.Serialize(value, Json), "application/json; charset=utf-8");
}
