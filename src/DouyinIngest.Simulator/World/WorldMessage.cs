using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Simulator.World;

/// <summary>One upstream message and what it truly says (kind None when it makes no event, or repeats one).</summary>
internal readonly record struct WorldMessage(Message Message, EventFacts Facts);
