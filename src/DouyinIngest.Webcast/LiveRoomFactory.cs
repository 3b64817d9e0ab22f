using System.Collections.Concurrent;
using DouyinIngest.Webcast.RoomInfo;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast;

/// <summary>One set of shared parts for each name of options, made when it is first asked for.</summary>
internal sealed class LiveRoomFactory(IOptionsMonitor<LiveRoomOptions> options) : ILiveRoomFactory, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(LiveRoomOptions Options, LiveRoomServices Services)>> _sets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public LiveRoomConnector Create(string room, string? name = null)
    {
        var (set, services) = Set(name);
        return new LiveRoomConnector(room, set, _ => services.Shared());
    }

    /// <inheritdoc/>
    public Task<RoomCard> GetRoomInfoAsync(string room, string? name = null, CancellationToken cancellationToken = default)
        => Set(name).Services.GetRoomInfoAsync(room, cancellationToken);

    public void Dispose()
    {
        foreach (var set in _sets.Values.Where(static s => s.IsValueCreated))
        {
            set.Value.Services.Dispose();
        }
    }

    private (LiveRoomOptions Options, LiveRoomServices Services) Set(string? name)
        => _sets.GetOrAdd(name ?? Options.DefaultName, key => new(() =>
        {
            var of = options.Get(key);
            return (of, LiveRoomServices.Create(of));
        })).Value;
}
