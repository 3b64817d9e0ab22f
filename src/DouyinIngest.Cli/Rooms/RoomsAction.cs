namespace DouyinIngest.Cli.Rooms;

/// <summary>The commands below <c>rooms</c>.</summary>
internal enum RoomsAction
{
    Add,
    Remove,
    Pause,
    Resume,
    List,
    Import,
    Export,
}
