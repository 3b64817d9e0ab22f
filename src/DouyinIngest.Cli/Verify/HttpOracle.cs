using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Cli.Verify;

/// <summary>Asks a simulator over HTTP what was true: <c>GET /sim/oracle?room=</c>.</summary>
internal static class HttpOracle
{
    /// <summary>Every broadcast, or those of <paramref name="only"/>; all in memory.</summary>
    /// <exception cref="CliException">It knows no such room, or what answers is no simulator.</exception>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public static async Task<IReadOnlyList<OracleRoom>> ReadAsync(HttpClient http, Uri simulator, IReadOnlyCollection<long> only, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> rooms = only.Count > 0
            ? [.. only.Select(room => room.ToString(CultureInfo.InvariantCulture))]
            : (await GetAsync<Overview>(http, new Uri(simulator, "/sim/oracle"), cancellationToken)).Rooms;
        var read = new List<OracleRoom>();
        foreach (var room in rooms)
        {
            var answer = await GetAsync<Room>(http, new Uri(simulator, "/sim/oracle?room=" + room), cancellationToken);
            read.Add(new OracleRoom(
                long.Parse(room, NumberStyles.None, CultureInfo.InvariantCulture),
                [.. answer.Events.Select(Of)],
                [.. answer.Combos.Select(combo => new OracleCombo(Key(combo.UserId, combo.ToUserId, combo.GiftId, combo.GroupId), combo.Total))]));
        }

        return read;
    }

    /// <summary>How many events have happened so far in its world: a world that plays on cannot be held against topics.</summary>
    public static async Task<long> CountAsync(HttpClient http, Uri simulator, CancellationToken cancellationToken) =>
        (await GetAsync<Overview>(http, new Uri(simulator, "/sim/oracle"), cancellationToken)).Counts.Events;

    private static OracleEvent Of(Happening e)
    {
        var kind = EventKinds.Parse(e.Kind) ?? throw CliException.Failed($"the oracle has an event of kind '{e.Kind}'");
        var user = long.Parse(e.UserId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new OracleEvent(
            e.Id,
            kind,
            e.Offered,
            e.Gift is { } gift ? Key(user, gift.ToUserId, gift.GiftId, gift.GroupId) : "",
            OracleFacts.Of(kind, user, e.Content, e.Count, e.Gift?.GiftId ?? 0));
    }

    private static async Task<T> GetAsync<T>(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(address, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            throw CliException.Failed($"the oracle at {address.GetLeftPart(UriPartial.Authority)} does not know {address.PathAndQuery}: is it the simulator that played these rooms?");
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(cancellationToken) ?? throw CliException.Failed($"{address} answers nothing");
    }

    private static string Key(long user, long to, long gift, long group) => string.Create(CultureInfo.InvariantCulture, $"{user}-{to}-{gift}-{group}");

    private sealed record Overview(IReadOnlyList<string> Rooms, Counts Counts);

    private sealed record Counts(long Events);

    private sealed record Room(IReadOnlyList<Happening> Events, IReadOnlyList<Combo> Combos);

    private sealed record Happening(string Id, string Kind, bool Offered, string UserId, string? Content, long Count, GiftPart? Gift);

    private sealed record GiftPart(long GiftId, long ToUserId, long GroupId);

    private sealed record Combo(long UserId, long ToUserId, long GiftId, long GroupId, long Total);
}
