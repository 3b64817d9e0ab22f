using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>
/// Records one room into a file while a connector follows it: every frame as it came, with its time, and when sessions began and ended. No cookie, no
/// signature and no address is recorded, but viewers' names, ids and words are, unless scrubbed. Recording never fails the room: a full disk ends
/// the recording, and <see cref="Failure"/> says so. Safe from any thread.
/// </summary>
public sealed class RoomRecorder : IDisposable
{
    private const long LeastBytes = 1 << 20;

    private readonly Lock _gate = new();
    private readonly Stream _file;
    private readonly RecordingWriter _writer;
    private readonly EntryScrubber? _scrubber;
    private readonly RoomRecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _begun;
    private bool _ended;

    internal RoomRecorder(Stream file, string path, RoomRecorderOptions options, TimeProvider time)
    {
        Path = path;
        _file = file;
        _writer = new RecordingWriter(file);
        _scrubber = options.Scrub ? new EntryScrubber() : null;
        _options = options;
        _time = time;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Frames in it.</summary>
    public long Frames { get; private set; }

    /// <summary>Sessions in it.</summary>
    public int Sessions { get; private set; }

    /// <summary>Its size.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _writer.Bytes;
            }
        }
    }

    /// <summary>What scrubbing did; null where nothing is scrubbed.</summary>
    public ScrubCounts? Scrubbed => _scrubber?.Counts;

    /// <summary>Why it can no longer be written; null while it can.</summary>
    public string? Failure { get; private set; }

    /// <summary>It ended because it grew as large as it may.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Completes when the recording has ended, by itself or by <see cref="Dispose"/>.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>
    /// Makes the file, which nobody but its owner can read. Give the recorder to one connector (<see cref="LiveRoomOptions.Recorder"/>) and dispose it
    /// after that.
    /// </summary>
    /// <exception cref="IOException">There is a file of that name already, or it cannot be made.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RoomRecorder Create(string path, RoomRecorderOptions? options = null, TimeProvider? time = null)
    {
        options ??= new RoomRecorderOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBytes, LeastBytes, nameof(options));
        var file = RecordingFiles.Create(path);
        try
        {
            return new RoomRecorder(file, path, options, time ?? TimeProvider.System);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The room is known: the first entry.</summary>
    internal void Begin(in SessionTarget target, int maxRetries)
    {
        lock (_gate)
        {
            if (_begun)
            {
                throw new InvalidOperationException("This recorder has recorded a room already; make a new one for each connector.");
            }

            _begun = true;
        }

        Write(new RecordingEntry
        {
            Start = new RecordingStart
            {
                Program = RecordingFormat.Program,
                LiveId = target.LiveId,
                RoomId = target.RoomId,
                Transport = target.Transport.ToString().ToLowerInvariant(),
                MaxRetries = maxRetries,
            },
        });
    }

    internal void Connecting(bool resume) => Write(new RecordingEntry { Connecting = new SessionConnecting { Resume = resume } });

    internal void Opened() => Sessions += Write(new RecordingEntry { Opened = new SessionOpened() }) ? 1 : 0;

    internal void Refused(CloseReason reason, string detail)
        => Write(new RecordingEntry { Refused = new SessionRefused { Reason = reason.ToString(), Detail = detail } });

    internal void Frame(ReadOnlySpan<byte> bytes, DateTimeOffset receivedAt) => Frames += Write(RecordedFrames.Entry(bytes), receivedAt) ? 1 : 0;

    /// <param name="reason">Null: our side left.</param>
    internal void Closed(CloseReason? reason) => Write(new RecordingEntry { Closed = new SessionClosed { Reason = reason?.ToString() ?? "" } });

    /// <summary>Ends the recording. What is in the file stays whole whether or not this is called.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            End("");
            _file.Dispose();
        }
    }

    private bool Write(RecordingEntry entry, DateTimeOffset? at = null)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            entry.Time = RecordingTimes.Of(at ?? _time.GetUtcNow());
            if (_writer.Bytes + entry.CalculateSize() > _options.MaxBytes)
            {
                IsFull = true;
                End("limit");
                return false;
            }

            return Append(_scrubber?.Scrub(entry) ?? entry);
        }
    }

    private bool Append(RecordingEntry entry)
    {
        try
        {
            _writer.Write(entry);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure = $"the recording cannot be written on: {e.Message}";
            _ended = true;
            _stopped.TrySetResult();
            return false;
        }
    }

    private void End(string why)
    {
        if (!_ended)
        {
            Append(new RecordingEntry { Time = RecordingTimes.Of(_time.GetUtcNow()), End = new RecordingEnd { Why = why } });
            _ended = true;
            _stopped.TrySetResult();
        }
    }
}
