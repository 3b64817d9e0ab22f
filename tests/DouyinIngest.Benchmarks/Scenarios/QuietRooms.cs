using System.Globalization;
using System.Text.Json;

namespace DouyinIngest.Benchmarks.Scenarios;

/// <summary>The rooms of a simulator in another process.</summary>
internal static class QuietRooms
{
    /// <summary>Their room ids.</summary>
    public static async Task<List<long>> IdsAsync(Uri simulator, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var rooms = JsonDocument.Parse(await http.GetStringAsync(new Uri(simulator, "/sim/rooms"), cancellationToken));
        return [.. rooms.RootElement.EnumerateArray().Select(r => Id(r.GetProperty("roomId")))];
    }

    private static long Id(JsonElement id) =>
        id.ValueKind == JsonValueKind.String ? long.Parse(id.GetString()!, CultureInfo.InvariantCulture) : id.GetInt64();
}
