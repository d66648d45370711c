/** The id that stands for "none", as for the topics of brokers that know no ids. */
export const NO_UUID = '00000000-0000-0000-0000-000000000000'
