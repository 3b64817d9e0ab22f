namespace DouyinIngest.Webcast.Sockets;

/// <summary>Where the upstream told that a room's socket is to be asked for (PROTOCOL 2: push_server and route_params of an im/fetch answer).</summary>
/// <param name="Endpoint">Scheme, host and path; it was checked, since the answer is a stranger's.</param>
/// <param name="Parameters">To be added to the query.</param>
internal sealed record SocketRoute(string Endpoint, IReadOnlyList<KeyValuePair<string, string>> Parameters);
