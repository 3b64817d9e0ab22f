using System.Net;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Server;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Server.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DouyinIngest.Tests.Server;

/// <summary>What a pod that was told to stop says of itself until it is gone.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Stop_WhileRoomsDrain_IsLiveNotReadyAndScraped()
    {
        using var kafka = new EmbeddedKafka();
        ServiceTopics.MakeIn(kafka);
        var rooms = new SlowRooms();
        await using var app = IngestServer.Build(
            [$"--Kafka:BootstrapServers={kafka.BootstrapServers}", "--Management:Port=0", "--Logging:LogLevel:Default=None", .. ServiceTopics.OneRoom],
            builder => builder.Services.AddSingleton<IRoomsRunner>(rooms));
        await app.StartAsync(TestContext.Current.CancellationToken).Soon();
        await rooms.Begun.Soon();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var stopping = app.StopAsync(TestContext.Current.CancellationToken);
        await rooms.ToldToStop.Soon();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/healthz/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/healthz/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/metrics"));
        Assert.False(stopping.IsCompleted);
        rooms.Done();
        await stopping.Soon();
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync("/healthz/live"));

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken).Soon();
            return answer.StatusCode;
        }
    }

    /// <summary>Rooms that take as long to drain as the test wants.</summary>
    private sealed class SlowRooms : IRoomsRunner
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Before that the service looks at its topics; whoever stops it then has no rooms to drain.</summary>
        public Task Begun => _begun.Task;

        public Task ToldToStop => _told.Task;

        public void Done() => _done.SetResult();

        public async Task RunAsync(CancellationToken stoppingToken)
        {
            await using var told = stoppingToken.Register(_told.SetResult);
            _begun.SetResult();
            await _done.Task;
        }

        public IEnumerable<string> NotReadyBecause() => [];
    }
}
