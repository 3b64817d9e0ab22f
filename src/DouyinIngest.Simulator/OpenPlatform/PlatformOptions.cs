namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>What the simulated Open Platform is like; <c>--Platform:Webhooks …</c> and its siblings.</summary>
internal sealed class PlatformOptions
{
    /// <summary>Where it pushes to: URLs by comma, in turns, as a load balancer would. Empty: it pushes nothing.</summary>
    public string Webhooks { get; set; } = "";

    /// <summary>The only app.</summary>
    public string AppId { get; set; } = "ttsimulated0001";

    public string AppSecret { get; set; } = "simulated-app-secret";

    /// <summary>The secret of a message type is this, a dash and the type: <c>simulated-live_gift</c>.</summary>
    public string Secret { get; set; } = "simulated";

    /// <summary>How long an access token lives.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Events per second over all rooms together whose tasks run.</summary>
    public double EventsPerSecond { get; set; } = 100;

    /// <summary>Most events of one push.</summary>
    public int BatchSize { get; set; } = 10;

    /// <summary>It makes so many events and no more; null: without end.</summary>
    public long? MaxEvents { get; set; }

    /// <summary>The share of pushes that are sent once more though they were answered, half of them under a new nonce.</summary>
    public double Repeats { get; set; }

    /// <summary>For each push, so many more with made-up events and a signature that is not right.</summary>
    public double Forged { get; set; }

    /// <summary>For each push, so many more with made-up events, rightly signed an hour ago.</summary>
    public double Stale { get; set; }

    /// <summary>The share of gift pushes that are not sent at all, and wait to be fetched.</summary>
    public double Missed { get; set; }

    /// <summary>A push that is not answered by then is given up and sent again.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Before a push is sent again.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After so many attempts a push is given up: gifts can be fetched then, the rest is lost.</summary>
    public int MostAttempts { get; set; } = 100;

    /// <summary>Most pushes at the same time.</summary>
    public int MostAtOnce { get; set; } = 32;

    /// <summary>The share of calls to the API that are answered by 500.</summary>
    public double ApiFailures { get; set; }
}
