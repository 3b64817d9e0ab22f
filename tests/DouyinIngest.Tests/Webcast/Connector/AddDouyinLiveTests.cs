using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Webcast.Connector;

public sealed class AddDouyinLiveTests
{
    [Fact]
    public async Task Options_FromConfigurationThenCode()
    {
        await using var provider = Build(
            services => services.AddDouyinLive(o => o.MaxRetries = 7),
            ("DouyinLive:MaxRetries", "3"), ("DouyinLive:HeartbeatInterval", "00:00:05"), ("DouyinLive:Queue:Capacity", "50"),
            ("DouyinLive:Queue:DropOldest:0", "like"), ("DouyinLive:SignerUrl", "http://127.0.0.1:8090/sign"), ("DouyinLive:Cookie", "a=b"));

        var options = provider.GetRequiredService<IOptions<LiveRoomOptions>>().Value;

        Assert.Equal((7, TimeSpan.FromSeconds(5), 50, "a=b"), (options.MaxRetries, options.HeartbeatInterval, options.Queue.Capacity, options.Cookie));
        Assert.Equal([EventKind.Like], options.Queue.DropOldest);
        Assert.Equal(new Uri("http://127.0.0.1:8090/sign"), options.SignerUrl);
    }

    [Fact]
    public async Task Options_Misspelt_AreRefused()
    {
        await using var provider = Build(services => services.AddDouyinLive(), ("DouyinLive:Heartbeat", "00:00:05"));
        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IOptions<LiveRoomOptions>>().Value);
        Assert.Contains("Heartbeat", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_OutOfRange_AreRefusedAtTheStart()
    {
        await using var provider = Build(services => services.AddDouyinLive().AddDouyinLive("second", o => o.Profile = "v9"), ("DouyinLive:MaxRetries", "0"));
        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("DouyinLive:MaxRetries must be 1 or more", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("DouyinLive:Profile must be", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registered_ClockLoggersAndSigner_AreUsed()
    {
        var (time, signer) = (new FakeTimeProvider(), new NoSignature());
        await using var provider = Build(services => services.AddSingleton<TimeProvider>(time).AddSingleton<ISigner>(signer).AddLogging().AddDouyinLive()
            .AddDouyinLive("own", o => o.SignerUrl = new Uri("http://127.0.0.1:8090/sign")));
        var monitor = provider.GetRequiredService<IOptionsMonitor<LiveRoomOptions>>();

        Assert.Same(time, monitor.CurrentValue.TimeProvider);
        Assert.Same(provider.GetRequiredService<ILoggerFactory>(), monitor.CurrentValue.LoggerFactory);
        Assert.Same(signer, monitor.CurrentValue.Signer);
        Assert.Null(monitor.Get("own").Signer); // it names a service of its own
    }

    [Fact]
    public async Task NothingRegistered_DefaultsStand()
    {
        await using var provider = new ServiceCollection().AddDouyinLive().BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<LiveRoomOptions>>().Value;
        Assert.Equal((5, TimeProvider.System), (options.MaxRetries, options.TimeProvider));
        Assert.Same(NullLoggerFactory.Instance, options.LoggerFactory);
    }

    [Fact]
    public async Task Factory_ConnectorsAreTheCallersAndTheRestStays()
    {
        await using var provider = Build(services => services.AddDouyinLive().AddDouyinLive("second", o => o.HeartbeatInterval = TimeSpan.FromSeconds(3)));
        var rooms = provider.GetRequiredService<ILiveRoomFactory>();
        var first = rooms.Create("732001");
        await first.DisposeAsync();
        await using var second = rooms.Create("732002");
        await using var named = rooms.Create("732003", "second");

        Assert.Equal((10, 3), (second.HeartbeatInterval.TotalSeconds, named.HeartbeatInterval.TotalSeconds));
        var error = await Assert.ThrowsAsync<FormatException>(() => rooms.GetRoomInfoAsync("no room", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("no room", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        add(services);
        return services.BuildServiceProvider();
    }

    private sealed class NoSignature : ISigner
    {
        public ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(Signature.None);
    }
}
