using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Recordings;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Recordings;

public sealed class RoomRecorderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("douyin-ingest-");
    private readonly ArmedTime _time = new();

    private string FilePath => Path.Combine(_folder.FullName, "x.rec");

    [Fact]
    public void Create_File_IsItsOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have modes elsewhere.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var recorder = RoomRecorder.Create(FilePath);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Create_OldFile_IsNotWrittenOver()
    {
        File.WriteAllText(FilePath, "mine");
        Assert.Contains(FilePath, Assert.Throws<IOException>(() => RoomRecorder.Create(FilePath)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Create_TooSmallALimit_IsRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => RoomRecorder.Create(FilePath, new RoomRecorderOptions { MaxBytes = 1000 }));

    [Fact]
    public async Task Sessions_OfAConnector_AreWrittenDownAsTheyHappen()
    {
        var far = new ScriptedConnector()
            .Refuses(CloseReason.Forbidden, "HTTP 403")
            .Opens(new ScriptedSession(_time).Give([1, 2], [3]).End(CloseReason.Network))
            .Opens(new ScriptedSession(_time).Give([4]));
        using (var recorder = RoomRecorder.Create(FilePath, time: _time))
        {
            var connector = new RecordingConnectorFactory(far, recorder, 5).Create(new SessionTarget("123", 42), new RecordingListener());
            var refused = await connector.ConnectAsync(ResumePoint.None, TestContext.Current.CancellationToken);
            Assert.Equal((null, CloseReason.Forbidden, "HTTP 403"), (refused.Session, refused.Reason, refused.Detail));

            var first = (await connector.ConnectAsync(new ResumePoint("c", "e"), TestContext.Current.CancellationToken)).Session!;
            await ReadAsync(first, 3);
            await first.DisposeAsync();
            var second = (await connector.ConnectAsync(ResumePoint.None, TestContext.Current.CancellationToken)).Session!;
            _time.Advance(TimeSpan.FromSeconds(2));
            await ReadAsync(second, 1);
            await second.DisposeAsync(); // our side leaves
            Assert.Equal((3, 2, null), (recorder.Frames, recorder.Sessions, recorder.Failure));
            Assert.False(recorder.Stopped.IsCompleted);
        }

        Assert.Equal(
            ["start 123 42 hybrid 5", "connecting False", "refused Forbidden HTTP 403", "connecting True", "opened", "frame 0102", "frame 03", "closed Network", "connecting False", "opened", "frame 04", "closed ", "end "],
            Lines(out var reader));
        Assert.Equal((RecordingTail.Whole, 2_000_000), (reader.Tail, _last - reader.StartTime));
    }

    [Fact]
    public async Task Session_WhatTheConnectorDoesToIt_ReachesTheRealOne()
    {
        using var recorder = RoomRecorder.Create(FilePath, time: _time);
        var far = new ScriptedSession(_time);
        var session = new RecordingSession(far, recorder);
        session.Send(new byte[] { 7 });
        session.SetHeartbeatInterval(TimeSpan.FromSeconds(3));
        session.Abort(CloseReason.IdleTimeout);

        Assert.Equal([7], Assert.Single(far.Sent));
        Assert.Equal(TimeSpan.FromSeconds(3), far.HeartbeatInterval);
        using var message = await session.ReceiveAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CloseReason.IdleTimeout, message.ClosedBecause);
        await session.DisposeAsync();
        Assert.True(far.Disposed);
    }

    [Fact]
    public void Begin_Twice_IsRefused()
    {
        using var recorder = RoomRecorder.Create(FilePath);
        recorder.Begin(new SessionTarget("1", 2), 5);
        Assert.Throws<InvalidOperationException>(() => recorder.Begin(new SessionTarget("1", 2), 5));
    }

    [Fact]
    public void Frames_UpToTheLimit_EndTheRecordingAndStayReadable()
    {
        var recorder = RoomRecorder.Create(FilePath, new RoomRecorderOptions { MaxBytes = 1 << 20 });
        recorder.Begin(new SessionTarget("1", 2), 5);
        recorder.Opened();
        for (var i = 0; i < 30; i++)
        {
            recorder.Frame(Noise(100_000), DateTimeOffset.UnixEpoch);
        }

        Assert.True(recorder.IsFull && recorder.Stopped.IsCompleted);
        Assert.Null(recorder.Failure);
        Assert.Equal(10, recorder.Frames);
        recorder.Dispose();
        Assert.Equal(10, Lines(out var reader).Count(line => line.StartsWith("frame", StringComparison.Ordinal)));
        Assert.Equal(RecordingTail.Whole, reader.Tail);
        Assert.InRange(new FileInfo(FilePath).Length, 1_000_000, (1 << 20) + 100);
    }

    [Fact]
    public void Write_DiskFull_EndsTheRecordingAndNotTheRoom()
    {
        using var full = new FullStream(200);
        var recorder = new RoomRecorder(full, "x", new RoomRecorderOptions(), _time);
        recorder.Begin(new SessionTarget("1", 2), 5);
        recorder.Frame(Noise(500), DateTimeOffset.UnixEpoch);
        recorder.Frame(Noise(5), DateTimeOffset.UnixEpoch);

        Assert.Equal("the recording cannot be written on: No space left on device", recorder.Failure);
        Assert.True(recorder.Stopped.IsCompleted);
        Assert.Equal(0, recorder.Frames);
        recorder.Dispose();
    }

    [Fact]
    public void Frame_TooLargeToRecord_IsNotedWithoutItsBytes()
        => Assert.Equal((RecordingFormat.MaxFrameBytes + 1, "too large to be recorded"), RecordedFrames.Entry(new byte[RecordingFormat.MaxFrameBytes + 1], 0) is { Omitted: { } o } ? (o.Bytes, o.Why) : default);

    public void Dispose() => _folder.Delete(recursive: true);

    private long _last;

    private List<string> Lines(out RecordingReader reader)
    {
        using var file = RecordingFiles.Open(FilePath);
        reader = new RecordingReader(file, "x");
        var lines = new List<string> { $"start {reader.Start.LiveId} {reader.Start.RoomId} {reader.Start.Transport} {reader.Start.MaxRetries}" };
        while (reader.Next() is { } entry)
        {
            _last = entry.Time;
            lines.Add(entry switch
            {
                { Connecting: { } c } => $"connecting {c.Resume}",
                { Refused: { } r } => $"refused {r.Reason} {r.Detail}",
                { Opened: not null } => "opened",
                { Frame: { } f } => $"frame {Convert.ToHexString(f.Data.Span)}",
                { Closed: { } c } => $"closed {c.Reason}",
                { End: { } e } => $"end {e.Why}",
                _ => "?",
            });
        }

        return lines;
    }

    private static async Task ReadAsync(ISession session, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var message = await session.ReceiveAsync(TestContext.Current.CancellationToken);
        }
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private sealed class FullStream(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer);
        }
    }
}
