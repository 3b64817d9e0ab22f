namespace DouyinIngest.Simulator.Truth;

/// <summary>What a true event is about; the numbers are those of the seven kinds.</summary>
internal enum OracleKind
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
