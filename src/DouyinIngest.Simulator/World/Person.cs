using DouyinIngest.Protos.Webcast.Data;

namespace DouyinIngest.Simulator.World;

/// <summary>An invented person; <see cref="Wire"/> is shared by all messages that show the person and never changed.</summary>
internal sealed record Person(long Id, string SecUid, string Name, bool Masked, User Wire);
