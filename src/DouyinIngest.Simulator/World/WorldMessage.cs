using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Simulator.World;

/// <summary>One upstream message and what it truly says.</summary>
/// <param name="Message">The message.</param>
/// <param name="Facts">Kind None when it makes no event.</param>
/// <param name="Again">It was in the stream before: no new event, but who comes in between is shown it.</param>
internal readonly record struct WorldMessage(Message Message, EventFacts Facts, bool Again = false);
