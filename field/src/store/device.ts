/** A name by which the person recognises this device in the list of sessions; no fingerprint of it. */
export function deviceName(agent: string = navigator.userAgent): string {
  const system = /HarmonyOS|OpenHarmony/.test(agent)
    ? 'HarmonyOS'
    : /Android/.test(agent)
      ? 'Android'
      : /iPhone|iPad/.test(agent)
        ? 'iOS'
        : /Windows/.test(agent)
          ? 'Windows'
          : /Mac OS/.test(agent)
            ? 'macOS'
            : 'Linux'
  const browser = /MicroMessenger/.test(agent)
    ? 'WeChat'
    : /DingTalk/.test(agent)
      ? 'DingTalk'
      : /Edg/.test(agent)
        ? 'Edge'
        : /Firefox/.test(agent)
          ? 'Firefox'
          : /Chrome/.test(agent)
            ? 'Chrome'
            : 'Safari'
  return `${browser} · ${system}`
}
