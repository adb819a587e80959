// Before the first paint, so that a dark screen never flashes white. A file, not inline: the content policy allows none.
try {
  var theme = localStorage.getItem('bihuan.theme')
  if (theme === '"light"' || theme === '"dark"') document.documentElement.dataset.theme = theme.slice(1, -1)
  if (localStorage.getItem('bihuan.language') === '"en"') document.documentElement.lang = 'en'
} catch (error) {
  console.warn('settings cannot be read', error)
}
