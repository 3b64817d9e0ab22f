using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Push;

public sealed class PushSessionTests
{
    [Fact]
    public void End_EndedByItselfBefore_IsQuiet()
    {
        var context = new SessionContext(new SimulatorOptions(), Sim.Clock(), new SimulatorCounters(), new FaultInjector(1, []));
        var session = new PushSession(context, new WebSocketWire(Stream.Null), room: null, broadcast: null, cursor: null, () => { });
        session.Dispose();

        Assert.True(session.End());
        Assert.False(session.End());
    }
}
