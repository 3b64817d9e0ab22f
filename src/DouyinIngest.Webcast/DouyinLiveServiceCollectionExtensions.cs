using DouyinIngest.Webcast.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast;

/// <summary>The connector in an application with dependency injection.</summary>
public static class DouyinLiveServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ILiveRoomFactory"/>. Its options come from the section <c>DouyinLive</c> of the application's configuration, where there is one,
    /// then from <paramref name="configure"/>; a host checks them when it starts. The application's <see cref="TimeProvider"/>,
    /// <see cref="ILoggerFactory"/> and <see cref="ISigner"/> are used where they are registered and the options name none.
    /// </summary>
    public static IServiceCollection AddDouyinLive(this IServiceCollection services, Action<LiveRoomOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<LiveRoomOptions>().Configure<IServiceProvider>(static (options, provider) => provider
            .GetService<IConfiguration>()?
            .GetSection(LiveRoomOptions.SectionName)
            .Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
        return services.Add(Options.DefaultName, configure);
    }

    /// <summary>
    /// Adds options of another name, for another login or sign service: <see cref="ILiveRoomFactory.Create"/> takes the name. No configuration is
    /// read for them but what <paramref name="configure"/> reads.
    /// </summary>
    public static IServiceCollection AddDouyinLive(this IServiceCollection services, string name, Action<LiveRoomOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptionsWithValidateOnStart<LiveRoomOptions>(name);
        return services.Add(name, configure);
    }

    private static IServiceCollection Add(this IServiceCollection services, string name, Action<LiveRoomOptions>? configure)
    {
        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveRoomOptions>, LiveRoomOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LiveRoomOptions>, LiveRoomOptionsDefaults>());
        services.TryAddSingleton<ILiveRoomFactory, LiveRoomFactory>();
        return services;
    }

    /// <summary>What the application has registered, for options that name nothing else.</summary>
    private sealed class LiveRoomOptionsDefaults(IServiceProvider provider) : IPostConfigureOptions<LiveRoomOptions>
    {
        public void PostConfigure(string? name, LiveRoomOptions options)
        {
            options.TimeProvider = ReferenceEquals(options.TimeProvider, TimeProvider.System)
                ? provider.GetService<TimeProvider>() ?? TimeProvider.System
                : options.TimeProvider;
            options.LoggerFactory = ReferenceEquals(options.LoggerFactory, NullLoggerFactory.Instance)
                ? provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance
                : options.LoggerFactory;
            options.Signer ??= options.SignerUrl is null ? provider.GetService<ISigner>() : null;
        }
    }
}
