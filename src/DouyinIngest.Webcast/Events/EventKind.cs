namespace DouyinIngest.Webcast.Events;

/// <summary>What an event is about. The numbers are public and stable, the same as in the output contract.</summary>
public enum EventKind
{
    None = 0,
    Chat = 1,
    Gift = 2,
    Like = 3,
    Enter = 4,
    Follow = 5,
    Share = 6,
    Room = 7,
}
