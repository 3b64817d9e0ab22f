using System.Runtime.InteropServices;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class DeliveryTests
{
    [Fact]
    public void Seal_NothingBegun_CompletesAtOnce()
    {
        var delivery = new CountingDelivery();
        Assert.False(delivery.IsComplete);
        delivery.Seal();
        Assert.True(delivery.IsComplete);
        Assert.Equal(1, delivery.Completions);
    }

    [Fact]
    public void Settle_AllBeforeTheSeal_DoesNotComplete()
    {
        var delivery = new CountingDelivery();
        delivery.Begin(7);
        delivery.Settle(7);
        Assert.Equal((0, 0L), (delivery.Completions, delivery.InFlight));
        delivery.Begin(3);
        delivery.Seal();
        Assert.Equal((0, 3L), (delivery.Completions, delivery.InFlight));
        delivery.Settle(3);
        Assert.Equal(1, delivery.Completions);
    }

    [Fact]
    public void Handle_FromBeginToTheLastSettle_LeadsBack()
    {
        var delivery = new CountingDelivery();
        delivery.Begin(1);
        nint handle = delivery.Handle;
        Assert.Equal(handle, delivery.Handle);
        Assert.Same(delivery, GCHandle.FromIntPtr(handle).Target);
        delivery.Seal();
        Assert.Same(delivery, GCHandle.FromIntPtr(handle).Target);
        delivery.Settle(1);
        Assert.Equal(1, delivery.Completions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Abandon_OneOfSeveral_NeverCompletesWhateverTheOrder(bool first)
    {
        var delivery = new CountingDelivery();
        delivery.Begin(1);
        delivery.Begin(2);
        delivery.Seal();
        if (first)
        {
            delivery.Abandon();
            delivery.Settle(2);
        }
        else
        {
            delivery.Settle(1);
            delivery.Abandon();
        }

        Assert.Equal((0, false), (delivery.Completions, delivery.IsComplete));
    }

    [Fact]
    public void Settle_ManyThreads_CompletesExactlyOnce()
    {
        for (int round = 0; round < 50; round++)
        {
            var delivery = new CountingDelivery();
            for (int i = 0; i < 64; i++)
            {
                delivery.Begin(i);
            }

            Parallel.For(0, 65, i =>
            {
                if (i == 64)
                {
                    delivery.Seal();
                }
                else
                {
                    delivery.Settle(i);
                }
            });
            Assert.Equal((1, 0L, true), (delivery.Completions, delivery.InFlight, delivery.IsComplete));
        }
    }

    [Fact]
    public void Rearm_Completed_CountsAnotherFrame()
    {
        var delivery = new Reused();
        for (int frame = 1; frame <= 3; frame++)
        {
            delivery.Begin(10);
            delivery.Seal();
            Assert.Equal(frame - 1, delivery.Completions);
            delivery.Settle(10);
            Assert.Equal(frame, delivery.Completions);
            delivery.Again();
            Assert.False(delivery.IsComplete);
        }
    }

    private sealed class Reused : Delivery
    {
        public int Completions { get; private set; }

        public void Again() => Rearm();

        protected override void OnBegin(int bytes)
        {
        }

        protected override void OnSettle(int bytes)
        {
        }

        protected override void OnComplete() => Completions++;
    }
}
