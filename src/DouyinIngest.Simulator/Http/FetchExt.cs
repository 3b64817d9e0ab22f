using System.Globalization;

namespace DouyinIngest.Simulator.Http;

/// <summary>internal_ext of im/fetch: who asks, since when, for the how many-th time.</summary>
internal static class FetchExt
{
    /// <summary>The next one; the first one when the client's is none of ours.</summary>
    public static string Next(string? last, long roomId, string uid, long now)
    {
        var first = Number(last, "first_req_ms") ?? now;
        var sequence = (Number(last, "seq") ?? 0) + 1;
        return string.Create(CultureInfo.InvariantCulture,
            $"internal_src:dim|wss_push_room_id:{roomId}|wss_push_did:{uid}|first_req_ms:{first}|fetch_time:{now}|seq:{sequence}|wss_info:0-{now}-0-0|wrds_v:{now * 1_000_000}");
    }

    private static long? Number(string? text, string name)
    {
        foreach (var part in (text ?? "").Split('|'))
        {
            if (part.StartsWith(name + ":", StringComparison.Ordinal) && long.TryParse(part.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
