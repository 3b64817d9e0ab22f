using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.Fakes;

/// <summary>Small worlds for tests.</summary>
internal static class Sim
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What a fresh clock says, milliseconds.</summary>
    public static long Now => Clock().GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A world in which only hand-made things happen.</summary>
    public static SimulatorOptions Quiet(string faults = "") => new() { Quiet = true, Rooms = 2, Faults = faults };

    public static Task<SimulatorHost> StartAsync(SimulatorOptions options, TimeProvider? time = null)
        => SimulatorHost.StartAsync(options, time, Cancel);

    public static Broadcast Broadcast(SimulatorOptions? options = null) => new(7_600_000_000_000_000_123, options ?? Quiet(), Clock());

    public static void Chat(SimulatorHost host, long msgId, string content = "你好", long userId = 5)
        => SimulatorHost.Emit(host.Rooms[0], HandMade.Of(host.Rooms[0], msgId, ChatOf(content, userId)));

    public static ChatMessage ChatOf(string content, long userId = 5)
        => new() { User = new User { Id = userId, Nickname = "云朵" }, Content = content };

    /// <summary>Waits until a condition holds that another thread brings about.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 2000 && !condition(); i++)
        {
            await Task.Delay(5, Cancel);
        }

        Assert.True(condition());
    }
}
