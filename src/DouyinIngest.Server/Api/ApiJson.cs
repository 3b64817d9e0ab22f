using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DouyinIngest.Server.Api;

/// <summary>How answers are written.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A refusal that says what to do.</summary>
    public static IResult Refusal(int status, string error, string remedy) => Results.Json(new { error, remedy }, Options, statusCode: status);
}
