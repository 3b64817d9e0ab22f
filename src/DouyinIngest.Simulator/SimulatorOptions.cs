namespace DouyinIngest.Simulator;

/// <summary>What the simulated upstream is like.</summary>
internal sealed class SimulatorOptions
{
    /// <summary>The address to listen on; 0.0.0.0 for all interfaces, as in a container. It serves whoever asks.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>The same seed makes the same rooms, people and order of events.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>How many rooms exist.</summary>
    public int Rooms { get; set; } = 3;

    /// <summary>
    /// The anchors' live ids come from the seed as ever, but the room ids from chance: a simulator that starts again plays new broadcasts, whose
    /// event ids nobody has seen, as the real site would after an outage.
    /// </summary>
    public bool NewBroadcasts { get; set; }

    /// <summary>Events per second over all rooms together.</summary>
    public double EventsPerSecond { get; set; } = 100;

    /// <summary>How often rooms make their batches.</summary>
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The Open Platform.</summary>
    public OpenPlatform.PlatformOptions Platform { get; set; } = new();

    /// <summary>Most messages of one batch.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>A broadcast ends by itself after this long; null: never.</summary>
    public TimeSpan? BroadcastLength { get; set; }

    /// <summary>Time between the end of a broadcast and the next one of the same anchor.</summary>
    public TimeSpan BroadcastPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The world stops by itself after this many events; null: never.</summary>
    public long? MaxEvents { get; set; }

    /// <summary>Rooms exist and answer heartbeats, but nothing happens in them.</summary>
    public bool Quiet { get; set; }

    /// <summary>A room's traffic begins with its first connection.</summary>
    public bool WaitForViewers { get; set; }

    /// <summary>Whether people carry their pictures and badges (about real size) or only what events need.</summary>
    public Weight Weight { get; set; } = Weight.Light;

    /// <summary>A fault plan, see <see cref="Faults.FaultPlan"/>.</summary>
    public string Faults { get; set; } = "";

    /// <summary>A frame without an ack is sent again after this long.</summary>
    public TimeSpan RedeliverAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A socket that sends no heartbeat for this long is ended.</summary>
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Frames in flight without an ack before a socket gets no new ones.</summary>
    public int SendWindow { get; set; } = 256;

    /// <summary>How many past messages a fresh connection is shown.</summary>
    public int HistorySize { get; set; } = 15;

    /// <summary>How many batches back a cursor of a room can resume.</summary>
    public int ReplayDepth { get; set; } = 20_000;

    /// <summary>How many bytes of batches are kept for resuming, over all rooms.</summary>
    public long ReplayBytes { get; set; } = 512L << 20;

    /// <summary>A cursor given out longer ago than this is answered like an empty one; null: none is too old.</summary>
    public TimeSpan? CursorAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A resume begins so many messages before its cursor's place.</summary>
    public int Replay { get; set; }

    /// <summary>How many rooms anything happens in, the first ones; null: all.</summary>
    public int? ActiveRooms { get; set; }

    /// <summary>Active rooms are equally busy; false: the first ones more than the last.</summary>
    public bool Even { get; set; }

    /// <summary>Events per second in the first room, on top of the others'; 0: it is one like the others.</summary>
    public double HotRoom { get; set; }

    /// <summary>So many of the last rooms are offline at first.</summary>
    public int OfflineRooms { get; set; }

    /// <summary>Broadcasts that end by <see cref="BroadcastLength"/> say no goodbye: only the room API tells.</summary>
    public bool SilentEnds { get; set; }

    /// <summary>Most sockets of one app id of profile im-v1; null: any number. A connect above it is refused.</summary>
    public int? CredentialLimit { get; set; }

    /// <summary>Limits of single app ids (<c>--CredentialLimits:gold 200</c>), before <see cref="CredentialLimit"/>.</summary>
    public IDictionary<string, int> CredentialLimits { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>What im/fetch says how long to wait for the next call.</summary>
    public TimeSpan FetchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Most batches in one answer of im/fetch; the next call gets the next.</summary>
    public int FetchBatches { get; set; } = 50;

    /// <summary>Sockets and polls without a signature are refused, and lines without one are not said.</summary>
    public bool SignatureRequired { get; set; }

    /// <summary>The first page request without <c>__ac_nonce</c> is answered by a challenge that sets it.</summary>
    public bool PageChallenge { get; set; }

    /// <summary>App ids that profile im-v1 admits; empty admits all.</summary>
    public IReadOnlyList<string> AllowedAppIds { get; set; } = [];
}

/// <summary>How heavy the people in the messages are.</summary>
internal enum Weight
{
    Light,
    Heavy,
}
