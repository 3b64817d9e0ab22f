using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.Rig;
using DouyinIngest.Benchmarks.Scenarios.Upstreams;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Hostile;

/// <summary>Rooms whose upstream breaks the rules of the socket: endless, oversized and bomb-like messages. Memory stays flat, and each is counted.</summary>
internal static class HostileRooms
{
    private const long FirstRoom = 7_300_000_000_000_001_000;
    private const int MessageCap = 4 << 20;
    private const long Mebibyte = 1 << 20;

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    /// <summary>So many sockets that give one byte a second of a frame: each is ended at the frame's deadline, and a healthy room does not notice.</summary>
    public static async Task SlowLorisAsync(ScenarioReport report, int sockets, TimeSpan messageTimeout)
    {
        await using var slow = new RawUpstream(async (socket, cancellationToken) =>
        {
            await socket.SendHeaderAsync(1000, first: true, last: true, cancellationToken);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
            do
            {
                await socket.SendBytesAsync(new byte[1], cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        });
        await using var healthy = new RawUpstream(HealthyAsync);
        var slowOnes = new CountingListener();
        var healthyOne = new CountingListener();
        var sink = new MemorySink();
        await using var well = new PipelineRig(new SocketOptions { Url = healthy.Url }, sink, healthyOne);
        well.Add(FirstRoom);
        await Eventually.IsTrueAsync(() => healthyOne.Events > 10, Slack);
        var threads = ThreadPool.ThreadCount;
        var before = ProcessCost.ResidentBytes;
        await using var rig = new PipelineRig(new SocketOptions { Url = slow.Url, MessageTimeout = messageTimeout }, sink, slowOnes);
        for (var i = 1; i <= sockets; i++)
        {
            rig.Add(FirstRoom + i);
        }

        await Eventually.IsTrueAsync(() => slow.Connections >= sockets, Slack, () => "the slow sockets connect");
        var events = healthyOne.Events;
        var started = TimeProvider.System.GetTimestamp();
        await Eventually.IsTrueAsync(() => slowOnes.Closed(CloseReason.MessageTimeout) >= sockets, messageTimeout + Slack, () => "the slow sockets are ended");
        var took = TimeProvider.System.GetElapsedTime(started);
        var growth = (ProcessCost.ResidentBytes - before) / (double)sockets;
        report.Require(took <= messageTimeout + TimeSpan.FromSeconds(2), () => Text($"slow sockets were ended after {took.TotalSeconds:0.0} s"))
            .Require(growth <= Mebibyte, () => Text($"{growth / 1024:0} KiB a slow socket"))
            .Require(healthyOne.Events - events >= took.TotalSeconds * 5, () => "the healthy room stood still")
            .Require(healthyOne.MaxDelivery < TimeSpan.FromSeconds(1), () => Text($"the healthy room waited {healthyOne.MaxDelivery.TotalMilliseconds:0} ms"))
            .Require(ThreadPool.ThreadCount <= threads + 16, () => Text($"{ThreadPool.ThreadCount} threads, {threads} before"))
            .Add("slowSocketsEnded", slowOnes.Closed(CloseReason.MessageTimeout))
            .Add("slowSecondsToEnd", took.TotalSeconds)
            .Add("slowKiBPerSocket", growth / 1024);
    }

    /// <summary>A message of 64 MiB, whole or in endless fragments, is refused at the cap.</summary>
    public static async Task OversizeAsync(ScenarioReport report, bool fragments)
    {
        const long Size = 64 * Mebibyte;
        var name = fragments ? "endless" : "oversize";
        var passedCap = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = new RawUpstream(async (socket, cancellationToken) =>
        {
            var chunk = new byte[64 * 1024];
            if (!fragments)
            {
                await socket.SendHeaderAsync(Size, first: true, last: true, cancellationToken);
            }

            for (long sent = 0; sent < Size; sent += chunk.Length)
            {
                if (fragments)
                {
                    await socket.SendHeaderAsync(chunk.Length, first: sent == 0, last: false, cancellationToken);
                }

                await socket.SendBytesAsync(chunk, cancellationToken);
                if (sent > MessageCap)
                {
                    passedCap.TrySetResult(TimeProvider.System.GetTimestamp());
                }
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });
        var listener = new CountingListener();
        var before = ProcessCost.ResidentBytes;
        var policy = new FixedDelayPolicy(int.MaxValue, TimeSpan.FromMinutes(1));
        await using var rig = new PipelineRig(new SocketOptions { Url = upstream.Url, MaxMessageBytes = MessageCap }, new MemorySink(), listener, policy);
        rig.Add(FirstRoom);
        var at = await passedCap.Task.WaitAsync(Slack, TimeProvider.System);
        await Eventually.IsTrueAsync(() => listener.Closed(CloseReason.MessageTooLarge) > 0, Slack, () => "the socket is closed at the cap");
        var took = TimeProvider.System.GetElapsedTime(at);
        var growth = ProcessCost.ResidentBytes - before;
        report.Require(took <= TimeSpan.FromSeconds(1), () => Text($"{name}: closed {took.TotalSeconds:0.00} s after the cap"))
            .Require(growth <= 16 * Mebibyte, () => Text($"{name}: memory grew by {growth / Mebibyte} MiB"))
            .Require(listener.Closed(CloseReason.MessageTooLarge) == 1, () => Text($"{name}: counted {listener.Closed(CloseReason.MessageTooLarge)} times"))
            .Add($"{name}MillisecondsAfterCap", took.TotalMilliseconds)
            .Add($"{name}GrowthMiB", growth / (double)Mebibyte);
    }

    /// <summary>Frames that inflate a thousandfold: the inflater stops at its caps.</summary>
    public static async Task BombsAsync(ScenarioReport report, int bombs, int inflatedMebibytes)
    {
        var frame = UpstreamFrames.Raw(1, Zeros(inflatedMebibytes), "t-1_r-1_d-1_u-1_h-1", "internal_src:dim");
        await using var upstream = new RawUpstream(async (socket, cancellationToken) =>
        {
            while (true)
            {
                await socket.SendAsync(frame, cancellationToken);
            }
        });
        var listener = new CountingListener();
        var sink = new MemorySink();
        var before = ProcessCost.ResidentBytes;
        var cpu = ProcessCost.Cpu;
        await using var rig = new PipelineRig(new SocketOptions { Url = upstream.Url }, sink, listener, new FixedDelayPolicy(int.MaxValue, TimeSpan.FromMilliseconds(1)));
        rig.Add(FirstRoom);
        long Rejected() => listener.Rejected(DropReason.RatioTooHigh) + listener.Rejected(DropReason.InflatedTooLarge);
        await Eventually.IsTrueAsync(() => Rejected() >= bombs, TimeSpan.FromSeconds(60), () => "every bomb is counted");
        var each = (ProcessCost.Cpu - cpu).TotalMilliseconds / Rejected();
        var growth = ProcessCost.ResidentBytes - before;
        report.Require(growth <= 32 * Mebibyte, () => Text($"bombs: memory grew by {growth / Mebibyte} MiB"))
            .Require(each <= 50, () => Text($"a bomb took {each:0.0} ms of CPU"))
            .Require(sink.Events == 0, () => "an event came out of a bomb")
            .Add("bombsRejected", Rejected())
            .Add("bombFrameBytes", frame.Length)
            .Add("bombCpuMilliseconds", each)
            .Add("bombGrowthMiB", growth / (double)Mebibyte);
    }

    private static byte[] Zeros(int mebibytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(buffer, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[Mebibyte];
            for (var i = 0; i < mebibytes; i++)
            {
                gzip.Write(zeros);
            }
        }

        return buffer.ToArray();
    }

    private static async Task HealthyAsync(RawSocket socket, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        for (ulong seq = 1; await timer.WaitForNextTickAsync(cancellationToken); seq++)
        {
            var like = UpstreamFrames.Message("WebcastLikeMessage", (long)seq, new LikeMessage { Common = new Common(), Count = 1, Total = (long)seq });
            await socket.SendAsync(UpstreamFrames.Msg(seq, [like]), cancellationToken);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
