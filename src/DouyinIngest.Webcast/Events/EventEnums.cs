namespace DouyinIngest.Webcast.Events;

/// <summary>Where the upstream time of an event was taken from, best first; numbers as in the output contract.</summary>
public enum EventTimeSource
{
    None = 0,
    CreateTime = 1,
    EventTime = 2,
    ResponseNow = 3,
}

/// <summary>Which kind of chat line; numbers as in the output contract.</summary>
public enum ChatVariant
{
    Plain = 0,
    Emoji = 1,
    Screen = 2,
    PrivilegeScreen = 3,
    Audio = 4,
    LuckyBag = 5,
}

/// <summary>How a person came in; numbers as in the output contract.</summary>
public enum EnterWay
{
    Unspecified = 0,
    ByShare = 1,
}

/// <summary>What a room event says of the broadcast; numbers as in the output contract.</summary>
public enum RoomStatus
{
    Unchanged = 0,
    Preparing = 1,
    Live = 2,
    Paused = 3,
    Ended = 4,
}

/// <summary>What a room event was made from; numbers as in the output contract.</summary>
public enum RoomSource
{
    Other = 0,
    UserSeq = 1,
    Stats = 2,
    Control = 3,
    RoomInfo = 4,
}
