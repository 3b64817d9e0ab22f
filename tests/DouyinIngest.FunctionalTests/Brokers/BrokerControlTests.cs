using Confluent.Kafka;
using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.FunctionalTests.Brokers;

[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class BrokerControlTests(BrokerFixture fixture)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact(Timeout = TimeLimit.Test)]
    public async Task StopAndStart_RealBroker_ComesBackOnTheSameAddress()
    {
        fixture.RequireStop();
        var bootstrap = fixture.Bootstrap;
        Assert.True(Answers(bootstrap));

        await fixture.Broker.StopAsync();
        Assert.False(Answers(bootstrap));

        await fixture.Broker.StartAsync();
        await Eventually.IsTrueAsync(() => Answers(bootstrap), Deadline).WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task PauseAndResume_RealBroker_AnswersAgain()
    {
        fixture.RequirePause();
        await fixture.Broker.PauseAsync();
        Assert.False(Answers(fixture.Bootstrap));

        await fixture.Broker.ResumeAsync();
        await Eventually.IsTrueAsync(() => Answers(fixture.Bootstrap), Deadline).WaitAsync(TestContext.Current.CancellationToken);
    }

    private static bool Answers(string bootstrap)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
        try
        {
            return client.GetMetadata(TimeSpan.FromSeconds(2)).Brokers.Count > 0;
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
