/** What can be wrong with a sign-in, an account, a grant or an absence. */
import { problems } from './problem.ts'

export const staffProblems = problems({
  'staff.sign-in-refused': {
    status: 401,
    zh: '用户名、密码或动态口令不正确。',
    en: 'The login, the password or the code is not right.',
  },
  'staff.code-required': { status: 401, zh: '请输入动态口令。', en: 'Please enter the code of your second factor.' },
  'staff.locked': {
    status: 429,
    zh: '多次登录失败，请 {minutes} 分钟后再试。',
    en: 'Too many failed attempts; try again in {minutes} minutes.',
  },
  'staff.second-factor-first': {
    status: 403,
    zh: '您的角色必须使用动态口令：请先绑定，之后才能使用系统。',
    en: 'Your role needs a second factor: enrol it first.',
  },
  'staff.password-first': {
    status: 403,
    zh: '这是一次性密码：请先修改密码。',
    en: 'This is a one-time password: change it first.',
  },
  'staff.origin-refused': {
    status: 403,
    zh: '请求来自其他网站，已拒绝。',
    en: 'This request comes from another site and was refused.',
  },
  'staff.login-taken': { status: 409, zh: '用户名“{login}”已被使用。', en: 'The login “{login}” is taken.' },
  'staff.password-too-short': {
    status: 422,
    zh: '密码至少 {length} 个字符；可以用一句话。',
    en: 'At least {length} characters; a sentence will do.',
  },
  'staff.password-too-long': { status: 422, zh: '密码最多 {length} 个字符。', en: 'At most {length} characters.' },
  'staff.password-has-login': {
    status: 422,
    zh: '密码不能包含用户名。',
    en: 'The password must not contain the login.',
  },
  'staff.password-too-simple': {
    status: 422,
    zh: '密码过于简单（重复、连续或常见）。',
    en: 'Too simple: repeated, in a row, or well known.',
  },
  'staff.password-unchanged': {
    status: 422,
    zh: '新密码不能与现用密码相同。',
    en: 'The new password must differ from the present one.',
  },
  'staff.password-wrong': { status: 422, zh: '现用密码不正确。', en: 'The present password is not right.' },
  'staff.code-wrong': {
    status: 422,
    zh: '动态口令不正确或已使用过；请等下一个口令。',
    en: 'The code is not right or was used already; wait for the next one.',
  },
  'staff.no-enrolment': {
    status: 409,
    zh: '没有待确认的动态口令；请重新开始绑定。',
    en: 'No second factor waits to be confirmed; start the enrolment again.',
  },
  'staff.exclusive-roles': {
    status: 422,
    zh: '“{first}”与“{second}”不能由同一人担任。',
    en: '“{first}” and “{second}” may not be held by one person.',
  },
  'staff.not-oneself': { status: 403, zh: '不能对自己做这项操作。', en: 'Nobody may do this for himself.' },
  'staff.beyond-your-scope': {
    status: 403,
    zh: '不能授予或指派超出您本人范围的区域或部门。',
    en: 'You cannot give or assign what lies outside of your own scope.',
  },
  'staff.place-unknown': {
    status: 422,
    zh: '没有这个区域、网格、部门或队伍：{id}。',
    en: 'There is no such region, grid, department or team: {id}.',
  },
  'staff.last-of-role': {
    status: 409,
    zh: '这是最后一个在用的“{role}”；请先另设一人。',
    en: 'This is the last active “{role}”; appoint another one first.',
  },
  'staff.absence-window': {
    status: 422,
    zh: '结束时间必须晚于开始时间，也晚于现在，且不超过一年。',
    en: 'The end must lie after the start and after now, and within a year.',
  },
  'staff.grant-window': {
    status: 422,
    zh: '授权的结束时间必须晚于开始时间，也晚于现在。',
    en: 'A grant must end after it begins, and after now.',
  },
  'staff.substitute-unfit': {
    status: 422,
    zh: '代理人须是另一个在用的账号，且不能是申报人替他人指定的自己。',
    en: 'A substitute is another active account, and nobody makes himself the substitute of somebody else.',
  },
})
