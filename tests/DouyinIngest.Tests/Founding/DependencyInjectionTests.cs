using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DouyinIngest.Tests.Founding;

/// <summary>The connector in an application with a host.</summary>
public sealed class DependencyInjectionTests
{
    [Fact]
    public async Task Host_FollowsARoom()
    {
        await using var upstream = await Upstream.StartAsync();
        var screen = Console.Open();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["DouyinLive:UpstreamUrl"] = upstream.Simulator.BaseUrl.AbsoluteUri;
        builder.Configuration["Room"] = upstream.LiveUrl;

        // example: host
        builder.Services.AddDouyinLive(); // options: section "DouyinLive" of the configuration
        builder.Services.AddHostedService<ChatPrinter>();
        using var host = builder.Build();
        // end

        await host.StartAsync(TestContext.Current.CancellationToken);
        await upstream.IsWatchedAsync();
        upstream.Chat("小明", "主播好");
        await screen.ShowsAsync("[小明]: 主播好");
        await host.StopAsync(TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => upstream.Simulator.Counters.Open.Now == 0);
    }

    // example: hosted-service
    private sealed class ChatPrinter(ILiveRoomFactory rooms, IConfiguration configuration) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await using var room = rooms.Create(configuration["Room"]!);
            room.OnChat(chat => Console.WriteLine($"[{chat.User?.Name}]: {chat.Content}"));
            await room.ConnectAsync(stoppingToken);
            await room.Completion.WaitAsync(stoppingToken);
        }
    }
    // end
}
