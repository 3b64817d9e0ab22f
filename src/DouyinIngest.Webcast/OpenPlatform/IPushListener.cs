namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>Hears of calls to the Open Platform and of tasks there. Thread-safe, fast, never throws.</summary>
internal interface IPushListener
{
    /// <summary>A call was answered as wished, or not.</summary>
    void Called(PlatformCall call, bool succeeded);

    /// <summary>A task of a room of this process moved: from a state (null: there was none) to another (null: it is no longer ours).</summary>
    void TaskMoved(PushTaskState? from, PushTaskState? to);

    /// <summary>Missed events were fetched and handed to their room; those that it has already are among them.</summary>
    void MissedFetched(int events);
}

/// <summary>A call of the Open Platform. A closed set: every value is a metric label.</summary>
internal enum PlatformCall
{
    Token = 0,
    TaskStart,
    TaskStop,
    TaskGet,
    Missed,
}

/// <summary>How a task at the platform stands, as far as we know. A closed set: every value is a metric label.</summary>
internal enum PushTaskState
{
    /// <summary>The platform has said that it runs.</summary>
    Running = 0,

    /// <summary>The platform could not be asked, or did not let it start.</summary>
    Failed,
}
